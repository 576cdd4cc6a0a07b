import { Redis } from 'ioredis';
import pg from 'pg';
import { processorMilliseconds, residentMegabytes } from '../load/processes.mjs';

/** What the servers, Postgres and Redis have done so far, counted by themselves. */
export async function readUsage({ servers, databaseUrl, redis }) {
  return {
    processorMilliseconds: servers.reduce((sum, server) => sum + processorMilliseconds(server), 0),
    megabytes: Math.max(...servers.map(residentMegabytes)),
    database: await databaseUsage(databaseUrl),
    redis: await redisUsage(redis.url),
  };
}

/** What was done between two looks. */
export function usedBetween(before, after) {
  const tables = Object.entries(after.database.tables).map(([name, counts]) => {
    const old = before.database.tables[name] ?? { inserted: 0, updated: 0, deleted: 0 };
    const changes = Object.entries(counts).map(([what, count]) => [what, count - old[what]]);
    return [name, Object.fromEntries(changes)];
  });
  return {
    processorMilliseconds: after.processorMilliseconds - before.processorMilliseconds,
    megabytes: after.megabytes,
    transactions: after.database.transactions - before.database.transactions,
    tables: Object.fromEntries(tables),
    bytesOfEvent: after.database.bytesOfEvent,
    redisCommands: after.redis.commands - before.redis.commands,
    redisMegabytes: after.redis.megabytes,
  };
}

async function databaseUsage(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const tables = await client.query(
      `select relname as name, n_tup_ins as inserted, n_tup_upd as updated, n_tup_del as deleted
       from pg_stat_user_tables`,
    );
    const {
      rows: [{ transactions }],
    } = await client.query(
      `select xact_commit + xact_rollback as transactions
       from pg_stat_database where datname = current_database()`,
    );
    const {
      rows: [{ bytes }],
    } = await client.query(
      `select pg_total_relation_size('events') / greatest(count(*), 1) as bytes from events`,
    );
    return {
      transactions: Number(transactions),
      bytesOfEvent: Number(bytes),
      tables: Object.fromEntries(
        tables.rows.map(({ name, ...counts }) => [
          name,
          Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, Number(count)])),
        ]),
      ),
    };
  } finally {
    await client.end();
  }
}

async function redisUsage(url) {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => undefined);
  const info = await client.info();
  client.disconnect();
  const number = (name) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return { commands: number('total_commands_processed'), megabytes: number('used_memory') / 2 ** 20 };
}
