import { sql, type SelectQueryBuilder } from 'kysely';
import type { Changes, CredentialsDatabase, InspectedDatabase, Queries } from '../database/database.js';
import { connectionRow } from './events/project-connection.js';
import { credentialRow } from './events/project-credential.js';
import { projectLog } from './events/rebuild.js';
import type { Schema } from '../database/schema.js';
import { readSchemaState } from '../database/migrate.js';

/** Rows that are read and written at once. */
const BATCH_ROWS = 200;

/**
 * The primary key of every table, in an order in which rows may be inserted. A table that is added to the schema and
 * forgotten here does not compile. `schema_migrations` belongs to the database, not to its content.
 */
const keys = {
  events: ['position'],
  credentials: ['id'],
  connections: ['id'],
  connection_uses: ['connection_id'],
  refresh_leases: ['credential_id'],
  service_keys: ['id'],
  service_key_uses: ['key_id'],
  service_key_days: ['key_id', 'day'],
  chat_days: ['day', 'person_id'],
  oauth_states: ['state_hash'],
  oauth_records: ['model', 'id_hash'],
  client_grants: ['person_id', 'client_id'],
  browser_sessions: ['secret_hash'],
  webhook_tokens: ['token_hash'],
  webhook_events: ['event_id'],
  audit_entries: ['sequence'],
  audit_state: ['id'],
  change_entries: ['change_id', 'step'],
  change_results: ['id_hash', 'change_id', 'step'],
  change_requests: ['request_hash'],
  mac_state: ['name'],
  wrapped_keys: ['id'],
} as const satisfies { readonly [Table in MovedTable]: readonly (keyof Schema[Table] & string)[] };

/** The tables of a store. */
type MovedTable = Exclude<keyof Schema, 'schema_migrations'>;

// Object.keys widens to string; the object above is exact.
export const movedTables = Object.keys(keys) as readonly MovedTable[];

/** The number of rows moved, by table. */
export type MoveCounts = Readonly<Record<MovedTable, number>>;

/** Why a store is not moved. Nothing was changed. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
}

/**
 * Copies the whole content of one database into another, empty one, or nothing. Seals are copied as they are, so no key
 * is needed. Refuses a source that is in use: a token pair that is renewed there afterwards would be missing here.
 */
export function moveStore(from: InspectedDatabase, to: CredentialsDatabase, now: Date): Promise<MoveCounts> {
  return from.snapshot(async (source) => {
    await checkSource(source, now);
    return to.changeAlone(async (target) => {
      await checkTarget(target);
      const counts = await copyAll(source, target);
      await to.dialect.continuePositions(target);
      await checkProjections(target);
      return counts;
    });
  });
}

async function checkSource(source: Queries, now: Date): Promise<void> {
  const { missing, unknown } = await readSchemaState(source);
  if (unknown.length > 0) {
    throw new MoveError('The store to be moved was used by a newer version. Move it with that version.');
  }
  if (missing.length > 0) {
    throw new MoveError(
      'The store to be moved has an older schema. Run notion-rest-mcp connections on it once, then move it.',
    );
  }
  const refreshing = await source
    .selectFrom('refresh_leases')
    .select('credential_id')
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (refreshing !== undefined) {
    throw new MoveError('A server is renewing a token in the store to be moved. Stop all servers first.');
  }
}

async function checkTarget(target: Queries): Promise<void> {
  for (const table of movedTables) {
    if ((await countOf(target, table)) > 0) {
      throw new MoveError(`The store to move to is not empty: its table ${table} has rows.`);
    }
  }
}

async function copyAll(source: Queries, target: Changes): Promise<MoveCounts> {
  const counts: Partial<Record<MovedTable, number>> = {};
  for (const table of movedTables) {
    await copyTable(source, target, table);
    const [read, written] = [await countOf(source, table), await countOf(target, table)];
    if (read !== written) {
      throw new MoveError(`Only ${written} of ${read} rows of ${table} arrived. Nothing was moved.`);
    }
    counts[table] = written;
  }
  return counts as MoveCounts;
}

async function copyTable(source: Queries, target: Changes, table: MovedTable): Promise<void> {
  for (let last: object | undefined; ;) {
    const rows = await readAfter(source, table, last);
    if (rows.length > 0) {
      await target.insertInto(table).values(rows).execute();
    }
    last = rows.at(-1);
    if (rows.length < BATCH_ROWS) {
      return;
    }
  }
}

/** The rows behind the last one, in the order of the primary key. */
function readAfter(source: Queries, table: MovedTable, last: object | undefined): Promise<readonly object[]> {
  const columns: readonly string[] = keys[table];
  // Every table has other columns; those of its key are what all of them have in common here.
  let query = source.selectFrom(table).selectAll() as unknown as SelectQueryBuilder<
    Record<string, Record<string, string>>,
    string,
    object
  >;
  if (last !== undefined) {
    const values = columns.map((column) => Reflect.get(last, column) as unknown);
    const tuple = sql.join(columns.map((column) => sql.ref(column)));
    query = query.where(sql<boolean>`(${tuple}) > (${sql.join(values)})`);
  }
  for (const column of columns) {
    query = query.orderBy(column);
  }
  return query.limit(BATCH_ROWS).execute();
}

async function countOf(queries: Queries, table: MovedTable): Promise<number> {
  const { count } = await queries
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The copied projections must equal those rebuilt from the copied log. The MACs verify whose rows they are. */
async function checkProjections(target: Changes): Promise<void> {
  const log = await projectLog(target, () => true);
  const expected = [
    [...log.connections].map(([id, state]) => connectionRow(id, state)),
    [...log.credentials].map(([id, state]) => credentialRow(id, state)),
  ];
  const connections = await target.selectFrom('connections').selectAll().execute();
  const found = [
    connections.map(({ mac: _mac, ...row }) => row),
    await target.selectFrom('credentials').selectAll().execute(),
  ];
  if (textOf(found) !== textOf(expected)) {
    throw new MoveError(
      'The tables of connections do not match their event log. Run notion-rest-mcp rebuild on the old store first.',
    );
  }
}

/** Equal for equal rows, whatever their order and that of their columns. */
function textOf(tables: readonly (readonly object[])[]): string {
  return JSON.stringify(
    tables.map((rows) => rows.map((row) => JSON.stringify(sortedEntries(row))).toSorted()),
  );
}

function sortedEntries(row: object): readonly (readonly [string, unknown])[] {
  return Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
