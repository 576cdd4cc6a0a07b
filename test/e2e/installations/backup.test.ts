import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { migrationNames } from '../../../src/database/migrate.js';
import { isPossible } from '../../harness/is-possible.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { partsOfKey } from '../../support/service-key.js';
import { cliPath, killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

const PAGE = new URL('../../../docs/operations/backup.md', import.meta.url);
/** A marked block: the mark says which one, and the fence follows. */
const MARKED = /<!-- run: ([a-z ]+) -->\n\n```sh\n([\s\S]*?)```/g;
const NEWER = '9999-of-a-newer-version';

function missing(...programs: readonly string[]): string | undefined {
  const absent = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  return absent.length === 0 ? undefined : `there is no ${absent.join(' and no ')}`;
}

const canDoSqlite = isPossible('the tests of backups of SQLite', missing('sqlite3', 'install'));
const canDoPostgres =
  hasPostgres && isPossible('the tests of backups of Postgres', missing('pg_dump', 'pg_restore', 'psql'));

let blocks: ReadonlyMap<string, string>;
let sandbox: Sandbox;
let programs: string;
beforeAll(async () => {
  blocks = new Map(
    [...(await readFile(PAGE, 'utf8')).matchAll(MARKED)].map(([, name = '', text = '']) => [name, text]),
  );
  sandbox = await startSandbox({ workspace: workspaceWith({ name: 'North', rows: 3 }).workspace });
  programs = await mkdtemp(join(tmpdir(), 'notion-programs-'));
  const program = join(programs, 'notion-rest-mcp');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${cliPath}" "$@"\n`);
  await chmod(program, 0o755);
});
afterAll(async () => {
  await sandbox.close();
  await rm(programs, { recursive: true });
});

/** One store, and what an operator does with it. */
abstract class Store {
  server: SpacesServer | undefined;
  backups = '';

  abstract readonly kind: 'sqlite' | 'postgres';
  abstract readonly settings: Record<string, string>;
  /** A statement on the database itself. */
  abstract query(statement: string): void;

  async start(folder?: string): Promise<SpacesServer> {
    const settings = folder === undefined ? {} : { DATA_FOLDER: folder };
    return (this.server = await startSpacesServer(sandbox, { ...this.settings, ...settings }));
  }

  async stop(): Promise<void> {
    this.server?.cli.child.kill('SIGTERM');
    await this.server?.cli.ended;
  }

  /** Runs a block of the page as it is printed. */
  run(name: string): { readonly code: number | null; readonly out: string } {
    const text = blocks.get(name);
    if (text === undefined || this.server === undefined) {
      throw new Error(`The page has no block ${name}.`);
    }
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', text], {
      encoding: 'utf8',
      env: {
        PATH: [programs, process.env['PATH']].join(delimiter),
        BACKUPS: this.backups,
        ...this.server.settings,
      },
    });
    return { code: status, out: `${stdout}${stderr}` };
  }
}

class SqliteStore extends Store {
  override readonly kind = 'sqlite';
  override readonly settings = {};

  override query(statement: string): void {
    const { status, stderr } = spawnSync(
      'sqlite3',
      [join(this.server?.folder ?? '', 'credentials.db'), statement],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  }
}

class PostgresStore extends Store {
  override readonly kind = 'postgres';
  override readonly settings: Record<string, string>;

  constructor(url: string) {
    super();
    // Servers that share a database need a key that they are given.
    this.settings = { DATABASE_URL: url, CREDENTIALS_KEY: randomBytes(32).toString('base64') };
  }

  override query(statement: string): void {
    const { status, stderr } = spawnSync(
      'psql',
      ['-v', 'ON_ERROR_STOP=1', this.settings['DATABASE_URL'] ?? '', '-c', statement],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
  }
}

/** What is true of both. */
function operates(open: () => Promise<{ readonly store: Store; readonly close: () => Promise<void> }>): void {
  let store: Store;
  let close: () => Promise<void>;
  let key: string;
  beforeEach(async () => {
    ({ store, close } = await open());
    store.backups = await mkdtemp(join(tmpdir(), 'notion-backups-'));
    const server = await store.start();
    key = await server.createKey('--space', 'red');
    await server.connect(key, 'red');
  });
  afterEach(async () => {
    await store.stop();
    await store.server?.close();
    await rm(store.backups, { recursive: true });
    await close();
    killAll();
  });

  const statusOf = async (server: SpacesServer): Promise<number> =>
    (await server.backend('GET', '/connections?spaceId=red', key)).status;

  it('is backed up while it serves, and restored after everything in it is gone', async () => {
    if (store.kind === 'sqlite') {
      expect(store.run('key')).toEqual({ code: 0, out: '' });
    }
    const backup = store.run(`${store.kind} backup`);
    expect(backup).toEqual({ code: 0, out: store.kind === 'sqlite' ? 'ok\n' : '' });
    // Since then, the key is revoked and the connection gone.
    const server = store.server as SpacesServer;
    await server.run('keys', 'revoke', partsOfKey(key).id);
    expect(await statusOf(server)).toBe(401);
    await store.stop();
    store.query('delete from connections');
    store.query('delete from service_keys');

    expect(store.run(`${store.kind} restore`)).toMatchObject({ code: 0 });
    const check = store.run('check');
    expect(check).toEqual({ code: 0, out: expect.stringMatching(/^Space red\n {2}North: connected/) });
    const again = await store.start(server.folder);
    // As the page warns.
    expect(await statusOf(again)).toBe(200);
  });

  it('is upgraded from an earlier schema', async () => {
    await store.stop();
    const last = migrationNames.at(-1) ?? '';
    expect(last).toBe('0016-change-results');
    store.query('drop table change_results');
    store.query(`delete from schema_migrations where name = '${last}'`);
    expect(store.run('upgrade')).toEqual({
      code: 0,
      out: expect.stringMatching(/^Space red\n {2}North: connected/),
    });
    expect(await statusOf(await store.start(store.server?.folder))).toBe(200);
  });

  it('is refused by an older version, and rolled back by a restore', async () => {
    expect(store.run(`${store.kind} backup`)).toMatchObject({ code: 0 });
    await store.stop();
    store.query(
      `insert into schema_migrations (name, applied_at) values ('${NEWER}', '2030-01-01T00:00:00Z')`,
    );
    const refused = store.run('check');
    expect(refused.code).not.toBe(0);
    expect(refused.out).toContain(`has seen the migration ${NEWER}, which this version does not know.`);
    expect(refused.out).not.toMatch(/^\s+at /m);
    expect(store.run(`${store.kind} restore`)).toMatchObject({ code: 0 });
    expect(store.run('check')).toMatchObject({ code: 0 });
    expect(await statusOf(await store.start(store.server?.folder))).toBe(200);
  });
}

(canDoSqlite ? describe : describe.skip)('a store in SQLite', () => {
  operates(() => Promise.resolve({ store: new SqliteStore(), close: () => Promise.resolve() }));
});

(canDoPostgres ? describe : describe.skip)('a store in Postgres', () => {
  operates(async () => {
    const own: TestSchema = await createSchema();
    // A database of its own: a dump is of the whole of it.
    const name = `${own.name}_store`;
    await own.query(`create database ${name}`);
    const url = new URL(own.settings().url);
    url.pathname = `/${name}`;
    url.search = '';
    return {
      store: new PostgresStore(url.href),
      close: async () => {
        await own.query(`drop database ${name} with (force)`);
        await own.drop();
      },
    };
  });
});
