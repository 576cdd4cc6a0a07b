import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addKeyToFile, dropUnusedKeys, loadOrCreateKeyFile } from '../../src/sealing/key-file.js';
import { KeyError } from '../../src/sealing/keys.js';
import { Sealer } from '../../src/sealing/seal.js';
import { race } from '../credentials/processes/spawn.js';

const identity = { stream: 'credential:1', version: 1, field: 'pair' };

describe('the key file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
    path = join(folder, 'state', 'credentials.key');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const load = () => loadOrCreateKeyFile(path, randomBytes);

  it('is created with one key, for its owner only, and kept', async () => {
    const { id } = (await load()).current();
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toHaveLength(32);
    expect((await load()).current().id).toBe(id);
    expect(await readdir(join(folder, 'state'))).toEqual(['credentials.key']);
  });

  it('is created once by many callers and by many processes at the same moment', async () => {
    const rings = await Promise.all(Array.from({ length: 10 }, load));
    expect(new Set(rings.map((ring) => ring.current().id)).size).toBe(1);

    path = join(folder, 'other', 'credentials.key');
    const ids = await race(5, 'create-key.mjs', path);
    expect(new Set(ids)).toEqual(new Set([(await load()).current().id]));
    expect(await readdir(join(folder, 'other'))).toEqual(['credentials.key']);
  });

  it.each([0o644, 0o640, 0o604, 0o620])('is refused with mode %o', async (mode) => {
    await load();
    await chmod(path, mode);
    await expect(load()).rejects.toThrow(
      `The key file ${path} can be read by others. Run: chmod 600 '${path}'`,
    );
  });

  it.each(['', 'not a key\n', `${Buffer.alloc(31).toString('base64')}\n`])(
    'is refused, and not replaced, when it holds %p',
    async (content) => {
      await load();
      await writeFile(path, content);
      await expect(load()).rejects.toThrow(KeyError);
      expect(await readFile(path, 'utf8')).toBe(content);
    },
  );

  it('takes a new key on top, which a running process sees, and keeps the old one as long as it is used', async () => {
    const running = await load();
    const sealer = new Sealer(running, randomBytes);
    const old = sealer.seal('a secret', identity);
    const { id: oldId } = running.current();

    const added = await addKeyToFile(path, randomBytes);
    const elsewhere = new Sealer(await load(), randomBytes).seal('another', identity);
    expect(elsewhere.wrappedKey).toContain(added.id);
    expect(sealer.open(elsewhere, identity)).toBe('another');
    expect(sealer.currentKeyId).toBe(added.id);
    expect(sealer.open(old, identity)).toBe('a secret');

    expect(await dropUnusedKeys(path, new Set([oldId]), randomBytes)).toEqual([]);
    expect(await dropUnusedKeys(path, new Set([added.id]), randomBytes)).toEqual([oldId]);
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    expect(() => new Sealer(running, randomBytes).open(elsewhere, identity)).not.toThrow();
    expect((await load()).find(oldId)).toBeUndefined();
  });
});
