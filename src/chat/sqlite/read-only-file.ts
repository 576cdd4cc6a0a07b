import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { checkSelect, RefusedQuery } from './check-select.js';
import { MAX_CELL_CHARACTERS, MAX_ROWS, type QueryJob, type QueryResult } from './query-messages.js';

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
    const rows = (sql: string, ...values: readonly string[]): readonly Row[] =>
      database.prepare(sql).all(...values) as Row[];
    switch (job.kind) {
      case 'tables':
        return tableOf(
          rows(
            `SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             ORDER BY name LIMIT ${MAX_NAMES}`,
          ),
          ['name', 'type'],
        );
      case 'describe': {
        const columns = rows(
          `SELECT x.name AS "column", x.type AS type, iif(x."notnull", 'not null', '') AS "null", iif(x.pk, 'primary key', '') AS key,
           (SELECT f."table" || '.' || coalesce(f."to", '') FROM pragma_foreign_key_list(?) f WHERE f."from" = x.name) AS "references"
           FROM pragma_table_xinfo(?) x LIMIT ${MAX_NAMES}`,
          job.table,
          job.table,
        );
        if (columns.length === 0) {
          throw new RefusedQuery('There is no table or view of that name; list_tables lists them.');
        }
        return tableOf(columns, ['column', 'type', 'null', 'key', 'references']);
      }
      case 'query': {
        const sql = checkSelect(job.sql, { prepare: (text) => database.prepare(text), rows });
        return firstRows(database.prepare(sql));
      }
    }
  } finally {
    database.close();
  }
}

function tableOf(rows: readonly Row[], columns: readonly string[]): QueryResult {
  return { columns, rows: rows.map((row) => columns.map((name) => cell(row[name]))), hasMore: false };
}

function firstRows(statement: Libsql.Statement): QueryResult {
  const columns = statement.columns().map(({ name }) => name);
  const rows: (string | number | null)[][] = [];
  // Columns may have the same name; and numbers may have more digits than JavaScript's.
  const found = statement.raw(true).safeIntegers(true).iterate() as Iterable<readonly unknown[]>;
  for (const row of found) {
    if (rows.length === MAX_ROWS) {
      return { columns, rows, hasMore: true };
    }
    rows.push(row.map(cell));
  }
  return { columns, rows, hasMore: false };
}

function cell(value: unknown): string | number | null {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (value instanceof Uint8Array) {
    return `[${value.length} bytes]`;
  }
  if (typeof value === 'string') {
    return value.length <= MAX_CELL_CHARACTERS
      ? value
      : `${value.slice(0, MAX_CELL_CHARACTERS)} [cut: ${value.length - MAX_CELL_CHARACTERS} more characters]`;
  }
  return typeof value === 'number' ? value : null;
}
