import { randomBytes } from 'node:crypto';
import { chmod, chown, link, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadOrCreateKeyFile, openKeyFile } from '../../src/sealing/key-file.js';
import { KeyError } from '../../src/sealing/keys.js';
import { fileProblem, folderProblem, UnsafeFileError } from '../../src/sealing/private-files.js';
import { openSqlite } from '../../src/database/sqlite/sqlite.js';
import { systemClock } from '../../src/clock.js';

const KEY = `${Buffer.alloc(32, 5).toString('base64')}\n`;
/** Only root can give a file away. */
const isRoot = process.geteuid?.() === 0;

describe('files of the store', () => {
  let folder: string;
  let data: string;
  let key: string;
  let database: string;
  const umask = process.umask();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'private-'));
    data = join(folder, 'data');
    key = join(data, 'credentials.key');
    database = join(data, 'credentials.db');
  });
  afterEach(async () => {
    process.umask(umask);
    await chmod(data, 0o700).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
  const openDatabase = async (): Promise<void> => (await openSqlite(database, systemClock)).close();
  const loadKey = () => loadOrCreateKeyFile(key, randomBytes);

  it.each([0o000, 0o022, 0o077, 0o177])('are for their owner alone under the umask %o', async (mask) => {
    await mkdir(folder, { recursive: true });
    process.umask(mask);
    await loadKey();
    const opened = await openSqlite(database, systemClock);
    expect(await modeOf(data)).toBe('700');
    for (const path of [key, database, `${database}-wal`, `${database}-shm`]) {
      expect([path, await modeOf(path)]).toEqual([path, '600']);
    }
    await opened.close();
  });

  it('that were open to others are closed: the database and what lies beside it', async () => {
    const opened = await openSqlite(database, systemClock);
    const files = [database, `${database}-wal`, `${database}-shm`];
    for (const path of files) {
      await chmod(path, 0o666);
    }
    await openDatabase();
    for (const path of files) {
      expect([path, await modeOf(path)]).toEqual([path, '600']);
    }
    await opened.close();
  });

  it.each(['credentials.db', 'credentials.db-wal', 'credentials.db-shm', 'credentials.db-journal'])(
    'that are links are refused: %s',
    async (name) => {
      await mkdir(data);
      const target = join(folder, 'of-somebody-else');
      await writeFile(target, 'unchanged', { mode: 0o644 });
      await symlink(target, join(data, name));
      await expect(openDatabase()).rejects.toThrow('is a symbolic link');
      expect(await modeOf(target)).toBe('644');
    },
  );

  it('a key file that is a link is refused, also one that leads nowhere', async () => {
    await mkdir(data);
    const target = join(folder, 'known-key');
    await symlink(target, key);
    await expect(loadKey()).rejects.toThrow('is a symbolic link');
    await expect(stat(target)).rejects.toThrow('ENOENT');
    await writeFile(target, KEY, { mode: 0o600 });
    await expect(loadKey()).rejects.toThrow('is a symbolic link');
  });

  it('what is no file is refused, and nobody waits for it', async () => {
    await mkdir(key, { recursive: true });
    expect(() => openKeyFile(key)).toThrow('is not a file');
  });

  it('in a folder in which everybody can replace them are refused, with what to run', async () => {
    await mkdir(data);
    await chmod(data, 0o777);
    await expect(openDatabase()).rejects.toThrow(UnsafeFileError);
    await expect(openDatabase()).rejects.toThrow(`Run: chmod 700 '${data}'`);
    await expect(loadKey()).rejects.toThrow(KeyError);
  });

  it('in a folder that is open to a group are used, and doctor tells of it', async () => {
    await mkdir(data);
    await chmod(data, 0o770);
    await openDatabase();
    expect(folderProblem(data)).toMatchObject({ isFatal: false });
  });

  it.each([
    [0o400, true],
    [0o600, true],
    [0o440, true],
    [0o640, true],
    [0o444, false],
    [0o460, false],
    [0o660, false],
    [0o644, false],
  ])(
    'a key file of one’s own with mode %o may be read by its group where that is allowed: %p',
    async (mode, isUsed) => {
      await mkdir(data);
      await writeFile(join(data, 'real'), KEY);
      await chmod(join(data, 'real'), mode);
      await symlink('real', key);
      const openIt = () => openKeyFile(key, { groupMayRead: true, mayBeLink: true });
      if (isUsed) {
        expect(openIt().current().id).toHaveLength(8);
      } else {
        expect(openIt).toThrow(`Run: chmod 640 '${key}'`);
      }
    },
  );

  it('a key file that its group can read is refused where that is not allowed', async () => {
    await mkdir(data);
    await writeFile(key, KEY);
    await chmod(key, 0o440);
    expect(() => openKeyFile(key)).toThrow(`Run: chmod 600 '${key}'`);
  });

  it('a second name of the database is no link, and is closed to others too', async () => {
    await openDatabase();
    await link(database, join(data, 'copy.db'));
    await chmod(database, 0o644);
    expect(fileProblem(join(data, 'copy.db'), 'A copy')).toMatchObject({ isMode: true });
    await openDatabase();
    expect(fileProblem(join(data, 'copy.db'), 'A copy')).toBeUndefined();
  });

  // Without root nobody can give a file away, so there is nothing to be seen.
  if (isRoot) {
    it('that belong to somebody else are refused, with what to run', async () => {
      await loadKey();
      await openDatabase();
      await chown(key, 12_345, 12_345);
      await expect(loadKey()).rejects.toThrow(`belongs to user 12345`);
      await expect(loadKey()).rejects.toThrow(`chown 0 '${key}'`);
      await chown(database, 12_345, 12_345);
      await expect(openDatabase()).rejects.toThrow(`belongs to user 12345`);
    });

    it('of the user whose folder it is are used by root', async () => {
      await loadKey();
      await openDatabase();
      for (const path of [data, key, database]) {
        await chown(path, 12_345, 12_345);
      }
      expect((await loadKey()).current().id).toHaveLength(8);
      await openDatabase();
    });
  }
});
