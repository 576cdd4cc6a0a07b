import type { Schema } from '../schema.js';

/**
 * The tables whose rows decide who may do what. For each its primary key, and the columns that its MAC does not cover
 * beside those of {@link NEVER_COVERED}; every other column is covered, one that is added later too.
 *
 * Not among them, because a forged row gains nothing there: `credentials` says where in the log a pair lies, and the pair's
 * seal is bound to the credential and the version; `change_results` says where an entry lies that is checked itself; `connection_uses`, `refresh_leases` and `webhook_events` hold no right.
 */
const tables = {
  // The position is given by the database while the row is written. Stream and version are covered, and are unique.
  events: { key: ['position'], uncovered: ['position'] },
  connections: { key: ['id'], uncovered: [] },
  service_keys: { key: ['id'], uncovered: [] },
  oauth_states: { key: ['state_hash'], uncovered: [] },
  oauth_records: { key: ['model', 'id_hash'], uncovered: [] },
  client_grants: { key: ['person_id', 'client_id'], uncovered: [] },
  browser_sessions: { key: ['secret_hash'], uncovered: [] },
  webhook_tokens: { key: ['token_hash'], uncovered: [] },
  change_entries: { key: ['change_id', 'step'], uncovered: [] },
  change_requests: { key: ['request_hash'], uncovered: [] },
  mac_state: { key: ['name'], uncovered: [] },
  wrapped_keys: { key: ['id'], uncovered: [] },
} as const satisfies {
  readonly [Table in keyof Schema]?: {
    readonly key: readonly (keyof Schema[Table] & string)[];
    readonly uncovered: readonly (keyof Schema[Table] & string)[];
  };
};

/**
 * `wrapped_key` is bound to its record by its own seal, and is rewritten or erased without reading the row. The time of
 * last use decides nothing, and is written for every use.
 */
const NEVER_COVERED = ['mac', 'wrapped_key', 'last_used_at'];

/** A table whose rows carry a MAC. */
export type MacTable = keyof typeof tables;

// Object.keys widens to string; the object above is exact.
export const macTables = Object.keys(tables) as readonly MacTable[];

const uncovered = new Map<MacTable, ReadonlySet<string>>(
  macTables.map((table) => [table, new Set([...NEVER_COVERED, ...tables[table].uncovered])]),
);
const NONE: ReadonlySet<string> = new Set();

/** The columns of the table's primary key. */
export function keyColumns(table: MacTable): readonly string[] {
  return tables[table].key;
}

/** The columns that the MAC does not cover. */
export function uncoveredColumns(table: MacTable): ReadonlySet<string> {
  return uncovered.get(table) ?? NONE;
}
