import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { signExistingRows } from '../../src/credentials/key-rotation/sign-existing-rows.js';
import { outputOf, type ExternalKeyCommand } from '../../src/sealing/key-command.js';
import {
  givenKeys,
  keyCommandSource,
  keyFileSource,
  withOlderKeys,
  type KeySource,
} from '../../src/sealing/key-sources.js';
import { KeyError, keyringOf, parseKey } from '../../src/sealing/keys.js';
import { Sealer } from '../../src/sealing/seal.js';
import { withMacs } from '../../src/database/with-macs.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import {
  addWrappedKey,
  dropWrappedKeys,
  keyService,
  loadOrCreateWrappedKeys,
  openWrappedKeys,
  type KeyService,
} from '../../src/credentials/key-rotation/wrapped-keys.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';

const NEW = Buffer.alloc(32, 21).toString('base64');
const OLD = Buffer.alloc(32, 22).toString('base64');
const identity = { stream: 'credential:1', version: 1, field: 'pair' };
/** Nothing that is tested takes longer, unless it never ends. */
const AMPLE = 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (script: string, timeoutMilliseconds = AMPLE): ExternalKeyCommand => ({
  command: [process.execPath, '-e', script],
  variable: 'CREDENTIALS_KEY_COMMAND',
  timeoutMilliseconds,
});
const fileWith = async (text: string): Promise<string> => {
  const path = join(folder, `key-${randomBytes(4).toString('hex')}`);
  await writeFile(path, text, { mode: 0o600 });
  return path;
};

/** Each makes a source of these lines. */
const sources: Record<string, (lines: readonly string[]) => Promise<KeySource>> = {
  settings: (lines) => Promise.resolve(givenKeys(lines)),
  file: async (lines) => keyFileSource(await fileWith(lines.map((line) => `${line}\n`).join('')), false),
  'file with other line ends': async (lines) => keyFileSource(await fileWith(lines.join('\r\n')), false),
  command: (lines) =>
    Promise.resolve(keyCommandSource(run(`process.stdout.write(${JSON.stringify(lines.join('\n'))})`))),
};

describe.each(Object.entries(sources))('keys of a %s', (_name, make) => {
  it('seal with the first, and open with all', async () => {
    const ring = await (await make([NEW, OLD])).load();
    expect(ring.current().id).toBe(parseKey(NEW, 'test').id);
    const old = new Sealer(keyringOf(parseKey(OLD, 'test')), randomBytes).seal('a secret', identity);
    expect(new Sealer(ring, randomBytes).open(old, identity)).toBe('a secret');
    expect(ring.find('00000000')).toBeUndefined();
  });

  it('open with former keys of the settings as well, and do not seal with them', async () => {
    const ring = withOlderKeys(await (await make([NEW])).load(), [OLD]);
    expect(ring.find(parseKey(OLD, 'test').id)).toBeDefined();
    expect(ring.current().id).toBe(parseKey(NEW, 'test').id);
  });

  it.each([[[]], [['not a key']], [[NEW.slice(1)]], [[NEW, `${OLD.slice(0, -2)}A`]]])(
    'are refused without being told: %p',
    async (lines) => {
      const failure = await (
        await make(lines)
      )
        .load()
        .then((ring) => ring.current())
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(KeyError);
      for (const line of lines) {
        expect(String(failure)).not.toContain(line);
      }
    },
  );
});

it('a key file that is not there says so', async () => {
  await expect(keyFileSource(join(folder, 'nowhere'), false).load()).rejects.toThrow(
    'cannot be read (ENOENT)',
  );
});

describe('a program that prints a key', () => {
  it('gets its words as they are: there is no shell', async () => {
    const words = ['$HOME', '`id`', '; echo x', 'a b', '"', '*'];
    const printed = await outputOf(
      {
        command: [process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', ...words],
        variable: 'X',
        timeoutMilliseconds: AMPLE,
      },
      '',
    );
    expect(JSON.parse(printed)).toEqual(words);
  });

  it.each([
    ['cannot be found', { ...run(''), command: [join('/', 'nowhere', 'at-all')] }, 'cannot be run (ENOENT)'],
    ['fails', run(`process.stdout.write('${NEW}'); process.exitCode = 3`), 'ended with 3'],
    [
      'prints without end',
      run(`setInterval(() => process.stdout.write('${NEW}'.repeat(500)), 1)`),
      'more than a key',
    ],
    [
      'is killed',
      run(`process.stdout.write('${NEW}'); process.kill(process.pid, 'SIGTERM')`),
      'ended with SIGTERM',
    ],
  ])('and %s is refused, and what it printed is not told', async (_name, command, words) => {
    const failure = await outputOf(command, '').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KeyError);
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain(NEW.slice(0, 8));
  });

  it('is killed when it does not end, with whatever holds its output', async () => {
    // The child of the program inherits its output, and lives on.
    const script = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 2000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    await expect(outputOf(run(script, 300), '')).rejects.toThrow('did not end within 0.3 s');
  });

  it('that does not read its input is no fault', async () => {
    expect(await outputOf(run(`process.stdin.destroy(); console.log('done')`), 'x'.repeat(200_000))).toBe(
      'done',
    );
  });
});

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'keys that a service has wrapped, on %s',
  (_name, adapter) => {
    const clock = new ManualClock();
    const parts = { clock, randomBytes };
    let place: Place;
    let database: CredentialsDatabase;
    let serviceKey: string;

    beforeEach(async () => {
      place = await adapter.prepare();
      database = await place.open(clock);
      serviceKey = join(folder, `service-${randomBytes(4).toString('hex')}`);
      await writeFile(serviceKey, randomBytes(32));
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const service = (keyFile = serviceKey): KeyService =>
      keyService({
        command: [
          process.execPath,
          join(import.meta.dirname, '../credentials/processes/key-service.mjs'),
          keyFile,
        ],
        variable: 'CREDENTIALS_KMS_COMMAND',
        timeoutMilliseconds: AMPLE,
      });
    const rows = () => database.queries.selectFrom('wrapped_keys').selectAll().execute();

    it('are made once, stored as only the service can read them, and found again', async () => {
      const ring = await loadOrCreateWrappedKeys(database, service(), parts);
      const again = await loadOrCreateWrappedKeys(database, service(), parts);
      expect(again.current().id).toBe(ring.current().id);
      const [row, ...others] = await rows();
      expect(others).toEqual([]);
      const key = ring.current().secret.export();
      for (const form of ['base64', 'hex', 'latin1'] as const) {
        expect(JSON.stringify(row)).not.toContain(key.toString(form));
      }
    });

    it('are out of reach once the service refuses', async () => {
      await loadOrCreateWrappedKeys(database, service(), parts);
      await rm(serviceKey);
      await expect(loadOrCreateWrappedKeys(database, service(), parts)).rejects.toThrow(KeyError);
      expect(await rows()).toHaveLength(1);
    });

    it('are one key for several processes that start at once', async () => {
      const others = adapter.shared ? [await place.open(clock), await place.open(clock)] : [database];
      const rings = await Promise.all(others.map((one) => loadOrCreateWrappedKeys(one, service(), parts)));
      expect(new Set(rings.map((ring) => ring.current().id)).size).toBe(1);
      await Promise.all(others.filter((other) => other !== database).map((other) => other.close()));
    });

    it('change: the new one seals, the former opens until it is dropped', async () => {
      const before = (await loadOrCreateWrappedKeys(database, service(), parts)).current().id;
      const ring = await addWrappedKey(database, service(), parts);
      const { id } = ring.current();
      expect(id).not.toBe(before);
      expect(ring.find(before)).toBeDefined();
      expect(await dropWrappedKeys(database, id, new Set([before]))).toEqual([]);
      expect(await dropWrappedKeys(database, id, new Set([id]))).toEqual([before]);
      expect((await openWrappedKeys(database.queries, service())).find(before)).toBeUndefined();
    });

    it('are refused when somebody puts a key of their own beside them, or another under their name', async () => {
      const ring = await loadOrCreateWrappedKeys(database, service(), parts);
      const wrapped = await service().wrap(OLD);
      const planted = { id: parseKey(OLD, 'test').id, wrapped, created_at: '2026-01-01T00:00:00.000Z' };
      const own = withMacs(database, keyringOf(parseKey(OLD, 'test'))).macs.signed('wrapped_keys', planted);
      for (const mac of [own.mac, `v1.${ring.current().id}.AAAA`, null]) {
        await database.change((changes) =>
          changes.deleteFrom('wrapped_keys').where('id', '=', own.id).execute(),
        );
        await database.change((changes) =>
          changes
            .insertInto('wrapped_keys')
            .values({ ...own, mac })
            .execute(),
        );
        await expect(openWrappedKeys(database.queries, service())).rejects.toThrow('wrapped key');
      }
      await database.change((changes) =>
        changes.deleteFrom('wrapped_keys').where('id', '=', own.id).execute(),
      );
      await database.change((changes) => changes.updateTable('wrapped_keys').set({ wrapped }).execute());
      await expect(openWrappedKeys(database.queries, service())).rejects.toThrow('is a different key');
    });

    it('do not take the place of a key that rows are signed with', async () => {
      const ring = await loadOrCreateWrappedKeys(database, service(), parts);
      await signExistingRows(withMacs(database, ring), new Sealer(ring, randomBytes), clock);
      await database.change((changes) => changes.deleteFrom('wrapped_keys').execute());
      const other = await loadOrCreateWrappedKeys(database, service(), parts);
      await expect(
        signExistingRows(withMacs(database, other), new Sealer(other, randomBytes), clock),
      ).rejects.toThrow(ring.current().id);
    });

    it.each([
      ['prints the key itself', 'process.stdin.pipe(process.stdout)'],
      ['prints nothing', ''],
      ['cannot unwrap', `console.log(process.argv.at(-1) === 'wrap' ? 'wrapped' : 'something else')`],
    ])('are not made by a program that %s', async (_name, script) => {
      const bad = keyService({ ...run(script), variable: 'CREDENTIALS_KMS_COMMAND' });
      await expect(loadOrCreateWrappedKeys(database, bad, parts)).rejects.toThrow(KeyError);
      expect(await rows()).toEqual([]);
    });
  },
);
