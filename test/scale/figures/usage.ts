import { Redis } from 'ioredis';
import { sumOf } from '../../harness/figures/statistics.js';
import { processorMilliseconds, residentMegabytes } from '../../harness/processes/process-usage.js';
import { queryPostgres } from '../../harness/processes/query-postgres.js';
import type { ScaleStage } from '../stage.js';

/** Rows of a table that were made, changed and removed. */
interface RowCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** What servers, Postgres and Redis have done. */
export interface Usage {
  readonly processorMilliseconds: number;
  /** Of the largest process. */
  readonly megabytes: number;
  readonly transactions: number;
  readonly tables: Readonly<Record<string, RowCounts>>;
  /** With its part of the indexes. */
  readonly bytesOfEvent: number;
  readonly redisCommands: number;
  readonly redisMegabytes: number;
}

const NOTHING: RowCounts = { inserted: 0, updated: 0, deleted: 0 };

/** So far, counted by themselves. */
export async function readUsage({ servers, postgres, redis }: ScaleStage): Promise<Usage> {
  return {
    processorMilliseconds: sumOf(servers, processorMilliseconds),
    megabytes: Math.max(...servers.map(residentMegabytes)),
    ...(await databaseUsage(postgres.url)),
    ...(await redisUsage(redis.url)),
  };
}

/** Between two looks; what is no sum is that of the second. */
export function usedBetween(before: Usage, after: Usage): Usage {
  const tables = Object.entries(after.tables).map(([name, counts]) => {
    const old = before.tables[name] ?? NOTHING;
    return [
      name,
      {
        inserted: counts.inserted - old.inserted,
        updated: counts.updated - old.updated,
        deleted: counts.deleted - old.deleted,
      },
    ] as const;
  });
  return {
    ...after,
    processorMilliseconds: after.processorMilliseconds - before.processorMilliseconds,
    transactions: after.transactions - before.transactions,
    tables: Object.fromEntries(tables),
    redisCommands: after.redisCommands - before.redisCommands,
  };
}

async function databaseUsage(url: string): Promise<Pick<Usage, 'transactions' | 'bytesOfEvent' | 'tables'>> {
  const tables = await queryPostgres<{ name: string } & Record<keyof RowCounts, string>>(
    url,
    `select relname as name, n_tup_ins as inserted, n_tup_upd as updated, n_tup_del as deleted
     from pg_stat_user_tables`,
  );
  const [database] = await queryPostgres<{ transactions: string; bytes: string }>(
    url,
    `select xact_commit + xact_rollback as transactions,
       (select pg_total_relation_size('events') / greatest(count(*), 1) from events) as bytes
     from pg_stat_database where datname = current_database()`,
  );
  return {
    transactions: Number(database?.transactions),
    bytesOfEvent: Number(database?.bytes),
    tables: Object.fromEntries(
      tables.map(({ name, inserted, updated, deleted }) => [
        name,
        { inserted: Number(inserted), updated: Number(updated), deleted: Number(deleted) },
      ]),
    ),
  };
}

async function redisUsage(url: string): Promise<Pick<Usage, 'redisCommands' | 'redisMegabytes'>> {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => undefined);
  const info = await client.info();
  client.disconnect();
  const number = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return {
    redisCommands: number('total_commands_processed'),
    redisMegabytes: number('used_memory') / 2 ** 20,
  };
}
