import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { startOf } from '../../text/split-text.js';
import { checkSelect, RefusedQuery } from './check-select.js';
import { withPlainValues } from './plain-values.js';
import {
  MAX_CELL_CHARACTERS,
  MAX_RESULT_CHARACTERS,
  MAX_ROWS,
  type QueryJob,
  type QueryResult,
} from './query-messages.js';

/** Bytes that SQLite itself may take, for the process as a whole: one value can have a gigabyte. */
const MAX_HEAP_BYTES = 128 * 1024 * 1024;
/** Tables and columns that are told. */
const MAX_NAMES = 500;

type Row = Readonly<Record<string, unknown>>;

/**
 * Does one job on the file and closes it. It is opened for reading only, by SQLite's own flag: no statement could write,
 * whatever the checks let through. Blocks until it is done, so it runs in a process of its own.
 */
export function runQueryJob(path: string, job: QueryJob): QueryResult {
  // A path is percent-encoded in it, so that nothing in a file's name is an option.
  const database = new Libsql(`${pathToFileURL(path).href}?mode=ro`);
  try {
    database.pragma(`hard_heap_limit=${MAX_HEAP_BYTES}`);
    // Views and indexes of a file from somewhere else may not call what has effects.
    database.pragma('trusted_schema=OFF');
    database.pragma('cell_size_check=ON');
    database.pragma('query_only=ON');
    const rows = (sql: string): readonly Row[] => database.prepare(sql).all() as Row[];
    switch (job.kind) {
      case 'tables':
        return firstRows(
          database,
          `SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           ORDER BY name`,
          MAX_NAMES,
        );
      case 'describe': {
        const described = firstRows(
          database,
          `SELECT x.name AS "column", x.type AS type, iif(x."notnull", 'not null', '') AS "null", iif(x.pk, 'primary key', '') AS key,
           (SELECT f."table" || '.' || coalesce(f."to", '') FROM pragma_foreign_key_list(?1) f WHERE f."from" = x.name) AS "references"
           FROM pragma_table_xinfo(?1) x`,
          MAX_NAMES,
          job.table,
        );
        if (described.rows.length === 0) {
          throw new RefusedQuery('There is no table or view of that name; list_tables lists them.');
        }
        return described;
      }
      case 'query': {
        const sql = checkSelect(job.sql, { prepare: (text) => database.prepare(text), rows });
        return firstRows(database, sql, MAX_ROWS);
      }
    }
  } finally {
    database.close();
  }
}

function firstRows(
  database: Libsql.Database,
  sql: string,
  most: number,
  ...values: readonly string[]
): QueryResult {
  const columns = database
    .prepare(sql)
    .columns()
    .map(({ name }) => name);
  const statement = database.prepare(withPlainValues(sql, columns.length, most + 1));
  const rows: (string | number | null)[][] = [];
  let characters = 0;
  // Numbers may have more digits than JavaScript's.
  const found = statement
    .raw(true)
    .safeIntegers(true)
    .iterate(...values) as Iterable<readonly unknown[]>;
  for (const row of found) {
    if (rows.length === most || characters > MAX_RESULT_CHARACTERS) {
      return { columns, rows, hasMore: true };
    }
    const cells = row.map(cell);
    rows.push(cells);
    characters += cells.reduce((sum: number, one) => sum + String(one).length, 0);
  }
  return { columns, rows, hasMore: false };
}

function cell(value: unknown): string | number | null {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (typeof value === 'number') {
    // JSON has no infinite numbers.
    return Number.isFinite(value) ? value : String(value);
  }
  if (value instanceof Uint8Array) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    const shown = startOf(text, MAX_CELL_CHARACTERS);
    return text.length === shown.length
      ? text
      : `${shown} [cut: ${text.length - shown.length} more characters]`;
  }
  return typeof value === 'string' ? value : null;
}
