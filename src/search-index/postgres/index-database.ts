import type { PostgresPoolClient } from 'kysely';
import { createPool } from '../../database/postgres/postgres.js';
import { ReconnectingPool } from '../../database/postgres/postgres-pool.js';
import { clientConfig, type PostgresSettings } from '../../database/postgres/postgres-settings.js';
import { arrayOf, isRecord, type JsonRecord } from '../../text/json.js';
import { LAYOUT, TABLE_NAMES, TABLES } from './index-tables.js';

/** Milliseconds to wait for an unavailable database. */
const RECONNECT_TIMEOUT_MS = 5000;
/** Milliseconds of network time allowed on top of the statement timeout. */
const NETWORK_MARGIN_MS = 1000;
/**
 * One state of the tables for all that a query looks up. With `set local` instead of options of the connection, which not every
 * pooler in between takes.
 */
const BEGIN_LOOKING =
  'begin isolation level repeatable read read only; set local enable_seqscan = off; set local jit = off';
/**
 * A new index has no statistics: its foreign keys would be checked by reading all of a table, and go on so, because such a plan is
 * kept as long as the connection.
 */
const BEGIN_WRITING = 'begin; set local enable_seqscan = off';
const SCHEMA_NAME = /^[a-z_][a-z\d_]{0,60}$/;

/** Runs statements, each by itself or, in a transaction, one after the other. */
export interface Rows {
  all(sql: string, values?: readonly unknown[]): Promise<readonly JsonRecord[]>;
}

/** The tables of all indexes. */
export interface IndexDatabase extends Rows {
  /** Name of a schema, in front of each table: `"index_schema".documents`. */
  readonly schema: string;
  /** Gives `work` one state of the tables, whatever is committed meanwhile. */
  look<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result>;
  /** Commits what `work` does, unless it rejects. */
  change<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Connects, and makes the schema and its tables if they are not there. */
export async function openIndexDatabase(settings: PostgresSettings, schema: string): Promise<IndexDatabase> {
  if (!SCHEMA_NAME.test(schema)) {
    throw new RangeError('A schema of the index has a name of lower-case letters, digits and underscores.');
  }
  const pool = new ReconnectingPool(createPool(clientConfig(settings), settings.connections), {
    reconnectMs: RECONNECT_TIMEOUT_MS,
    queryMs: settings.timeout + NETWORK_MARGIN_MS,
  });
  const change = <Result>(
    work: (rows: Rows) => Promise<Result>,
    begin: typeof BEGIN_WRITING | typeof BEGIN_LOOKING = BEGIN_WRITING,
  ): Promise<Result> =>
    withClient(pool, async (client) => {
      const rows = rowsOf(client);
      await rows.all(begin);
      try {
        const result = await work(rows);
        await rows.all('commit');
        return result;
      } catch (error) {
        await rows.all('rollback').catch(() => undefined);
        throw error;
      }
    });
  try {
    await change(async (rows) => {
      await rows.all('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`search index ${schema}`]);
      await prepare(rows, schema);
    });
    return {
      schema,
      all: (sql, values) => withClient(pool, (client) => rowsOf(client).all(sql, values)),
      look: (work) => change(work, BEGIN_LOOKING),
      change: (work) => change(work),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function prepare(rows: Rows, schema: string): Promise<void> {
  await rows.all(`create schema if not exists ${schema}`);
  await rows.all(`set local search_path to ${schema}`);
  const layout = await layoutOf(rows, schema);
  if (layout === LAYOUT) {
    return;
  }
  if (layout > LAYOUT) {
    throw new Error(`The tables in ${schema} are those of a later version of this program.`);
  }
  const hashes = layout === 0 ? [] : await rows.all('select authorization_hash from indexes');
  await rows.all(`drop table if exists ${TABLE_NAMES.join(', ')} cascade`);
  for (const statement of TABLES.split(';')) {
    if (statement.trim() !== '') {
      await rows.all(statement);
    }
  }
  // Whoever had an index is told that it is built anew.
  await rows.all(
    'insert into indexes (authorization_hash, format) select hash, $2 from unnest($1::text[]) as given (hash)',
    [hashes.map((row) => String(row['authorization_hash'])), layout],
  );
}

/** 0 where there are no tables yet, 1 for those from before layouts had versions. */
async function layoutOf(rows: Rows, schema: string): Promise<number> {
  const [tables] = await rows.all(
    'select to_regclass($1) is not null as indexes, to_regclass($2) is not null as layout',
    [`${schema}.indexes`, `${schema}.layout`],
  );
  if (tables?.['layout'] === true) {
    const [row] = await rows.all('select version from layout');
    return Number(row?.['version']);
  }
  return tables?.['indexes'] === true ? 1 : 0;
}

async function withClient<Result>(
  pool: ReconnectingPool,
  work: (client: PostgresPoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** Statements of one connection wait for each other. */
function rowsOf(client: PostgresPoolClient): Rows {
  let last: Promise<unknown> = Promise.resolve();
  return {
    all: (sql, values = []) => {
      const result = last.then(() => client.query<JsonRecord>(sql, [...values]));
      last = result.catch(() => undefined);
      return result.then(({ rows }) => arrayOf(rows).filter(isRecord));
    },
  };
}
