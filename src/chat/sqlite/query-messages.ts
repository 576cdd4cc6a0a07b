/** Rows of a result. */
export const MAX_ROWS = 200;
/** Characters of one value. */
export const MAX_CELL_CHARACTERS = 2000;
/** Characters of all values; the row that goes beyond it is the last. */
export const MAX_RESULT_CHARACTERS = 30_000;

/** What the process with the file is asked. */
export type QueryJob =
  | { readonly kind: 'tables' }
  | { readonly kind: 'describe'; readonly table: string }
  | { readonly kind: 'query'; readonly sql: string };

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Whether there are more than fit. */
  readonly hasMore: boolean;
}

/** What it answers: of an error only what SQLite or the check says of the query. */
export type QueryAnswer =
  { readonly ok: true; readonly result: QueryResult } | { readonly ok: false; readonly message: string };
