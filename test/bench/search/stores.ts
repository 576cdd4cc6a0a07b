// The stores that the bench measures, each begun empty and deleted afterwards.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../../src/clock.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { openPostgresIndexes } from '../../../src/search-index/postgres/postgres-indexes.js';
import type { SearchIndexes } from '../../../src/search-index/search-index.js';
import { tokenKeyring } from '../../../src/search-index/sqlite/index-keys.js';
import { openThreadedIndexes } from '../../../src/search-index/thread/threaded-indexes.js';

/** The server of the tests: its indexes are in a database of their own, which is dropped. */
const SERVER = process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const STATEMENT_TIMEOUT_MS = 120_000;

/** Of the built program. */
const THREAD = new URL('../../../dist/notion-rest-mcp/index-thread.js', import.meta.url);

export const STORES = ['sqlite', 'postgres'] as const;

export interface BenchStore {
  readonly indexes: SearchIndexes;
  /** Bytes on disk, with everything that finding needs. */
  sizeBytes(): Promise<number>;
  /** Milliseconds of the processor that this process and the store have taken. */
  cpuMs(): number;
  end(): Promise<void>;
}

export function openStore(name: (typeof STORES)[number]): Promise<BenchStore> {
  return name === 'sqlite' ? sqlite() : postgres();
}

async function sqlite(): Promise<BenchStore> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-index-'));
  const indexes = openThreadedIndexes(
    {
      folder: join(folder, 'search-index'),
      sealer: new Sealer(tokenKeyring('bench'), randomBytes),
      clock: systemClock,
      randomBytes,
    },
    THREAD,
  );
  return {
    indexes,
    sizeBytes: async () => (await (await indexes.open('bench')).status()).sizeBytes,
    cpuMs: ownCpuMs,
    end: async () => {
      await indexes.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function postgres(): Promise<BenchStore> {
  const name = `bench_index_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: SERVER });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  url.searchParams.set('application_name', name);
  // One process of the server, without others that help it: so its time of the processor is all that a query takes.
  url.searchParams.set('options', '-c max_parallel_workers_per_gather=0');
  const indexes = await openPostgresIndexes({
    database: { url: url.href, connections: 1, timeout: STATEMENT_TIMEOUT_MS },
    clock: systemClock,
  });
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where application_name = $1',
    [name],
  );
  const pid = rows[0]?.pid;
  return {
    indexes,
    sizeBytes: async () => {
      const { rows: sizes } = await client.query<{ bytes: string }>(
        `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = relnamespace
           where nspname = 'notion_search_index' and relkind = 'r'`,
      );
      return Number(sizes[0]?.bytes);
    },
    cpuMs: () => ownCpuMs() + backendCpuMs(pid),
    end: async () => {
      await indexes.close();
      await client.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Of a process of a Postgres on this machine, from the first number of Linux's `schedstat`: nanoseconds. */
function backendCpuMs(pid: number | undefined): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}
