import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceKeys } from '../../src/access/service-keys.js';
import { RowMacs } from '../../src/database/macs/row-macs.js';
import { keyringOf, sealingKey } from '../../src/sealing/keys.js';
import { signExistingRows } from '../../src/credentials/key-rotation/sign-existing-rows.js';
import { systemClock } from '../../src/clock.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { IN_MEMORY, openSqlite } from '../../src/database/sqlite/sqlite.js';
import { checkFiles } from '../../src/doctor/checks/check-files.js';
import { checkRows } from '../../src/doctor/checks/check-rows.js';
import { storeOn } from '../credentials/fakes/sample-store.js';

describe('the files of the store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'files-')), 'data');
    await mkdir(folder, { mode: 0o700 });
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  const write = async (name: string, mode: number): Promise<void> => {
    await writeFile(join(folder, name), '');
    await chmod(join(folder, name), mode);
  };
  const statuses = (usesKeyFile = true): string[] =>
    checkFiles(folder, usesKeyFile).map(({ status, message, advice }) => `${status} ${message} ${advice}`);

  it('are well where only their owner can get at them', async () => {
    await write('credentials.db', 0o600);
    await write('credentials.db-wal', 0o600);
    await write('unrelated', 0o666);
    expect(statuses()).toEqual([]);
    expect(checkFiles(join(folder, 'nowhere'), true)).toEqual([]);
  });

  it.each([
    ['credentials.db', 0o644, 'warn The file'],
    ['credentials.db-shm', 0o660, 'warn The file'],
    ['credentials.db.old', 0o604, 'warn The copy'],
    ['credentials.key.bak', 0o644, 'warn The copy'],
  ])('are worth a look when %s has mode %o', async (name, mode, words) => {
    await write(name, mode);
    const [finding = '', ...others] = statuses();
    expect(others).toEqual([]);
    expect(finding).toContain(words);
    expect(finding).toContain(`Run: chmod 600 '${join(folder, name)}'`);
  });

  it('do not work when one is a link, or everybody can replace them', async () => {
    await symlink('/dev/null', join(folder, 'credentials.db'));
    await chmod(folder, 0o777);
    const [place = '', file = ''] = statuses();
    expect(place).toMatch(/^fail Anyone can replace files .*chmod 700/);
    expect(file).toMatch(/^fail The file .* is a symbolic link/);
  });

  it('count a key file here that is not used', async () => {
    await write('credentials.key', 0o644);
    expect(statuses(true)).toEqual([]);
    expect(statuses(false)).toHaveLength(1);
  });
});

describe('the rows of the store', () => {
  let database: CredentialsDatabase;
  beforeEach(async () => {
    ({ database } = storeOn(await openSqlite(IN_MEMORY, systemClock), systemClock));
  });
  afterEach(() => database.close());

  const look = () => checkRows(database.queries, database.macs);

  it('are to get MACs, then are all known, then not', async () => {
    expect(await look()).toMatchObject({ status: 'warn' });
    const { sealer } = storeOn(database, systemClock);
    await signExistingRows(database, sealer, systemClock);
    const keys = new ServiceKeys(database, systemClock, randomBytes);
    await keys.create('all', 'one');
    await keys.create('all', 'two');
    // Two keys and the note.
    expect(await look()).toMatchObject({ status: 'ok', message: expect.stringContaining('all 3 rows') });
    await database.change((changes) =>
      changes.updateTable('service_keys').set({ space_id: 'mine' }).where('label', '=', 'one').execute(),
    );
    expect(await look()).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('1 of service_keys'),
    });
  });

  it('of another key are told from forged ones', async () => {
    const { sealer } = storeOn(database, systemClock);
    await signExistingRows(database, sealer, systemClock);
    await new ServiceKeys(database, systemClock, randomBytes).create('all', 'one');
    const other = new RowMacs(keyringOf(sealingKey(Buffer.alloc(32, 8))));
    expect(await checkRows(database.queries, other)).toMatchObject({
      status: 'fail',
      message: `2 of 2 rows were written with another key (${sealer.currentKeyId}). They are ignored.`,
      advice: expect.stringMatching(/^Restore that key/),
    });
  });
});
