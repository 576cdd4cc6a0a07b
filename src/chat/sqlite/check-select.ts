import { ALLOWED_FUNCTIONS, ALLOWED_MODULES } from './allowed-names.js';

/** Characters of a query. */
export const MAX_SQL_CHARACTERS = 20_000;

/** What the check asks of SQLite: it prepares texts, and runs none but `explain` and its own. */
interface Preparing {
  /** Throws where the text is no statement. */
  readonly prepare: (sql: string) => unknown;
  readonly rows: (sql: string) => readonly Readonly<Record<string, unknown>>[];
}

/** A query that is not run, and why; for whoever wrote it. */
export class RefusedQuery extends Error {
  override readonly name = 'RefusedQuery';
}

/** SQLite's own function table in a program: the name, and how many arguments. */
const CALL = /^(.+)\(-?\d+\)$/;

/**
 * One SELECT that reads nothing but the database; else throws a `RefusedQuery`. SQLite itself decides: only a SELECT can
 * stand in EXISTS, and the program that SQLite makes of a statement names every function in it, of views as well.
 */
export function checkSelect(text: string, { prepare, rows }: Preparing): string {
  if (text.length > MAX_SQL_CHARACTERS || text.includes('\0')) {
    throw new RefusedQuery(`A query has at most ${MAX_SQL_CHARACTERS} characters, and no NUL.`);
  }
  const sql = withoutEnd(text);
  try {
    // A comment at the end is ended by the line. What follows a semicolon or closes the parenthesis is an error in one of the
    // two, because they begin with the same words.
    prepare(`SELECT EXISTS (\n${sql}\n)`);
    prepare(sql);
  } catch (error) {
    throw new RefusedQuery(
      `Only one SELECT is run, which SQLite does not see here: ${error instanceof Error ? error.message : ''}`,
    );
  }
  for (const { opcode, p2, p4 } of rows(`EXPLAIN ${sql}`)) {
    const name = typeof p4 === 'string' ? CALL.exec(p4)?.[1] : undefined;
    if (name !== undefined && /^(?:Agg|Func|PureFunc)/.test(String(opcode)) && !ALLOWED_FUNCTIONS.has(name)) {
      throw new RefusedQuery(`The function ${name} is not allowed.`);
    }
    if (opcode === 'Transaction' && p2 !== 0) {
      throw new RefusedQuery('Only queries that change nothing are run.');
    }
    if (opcode === 'VOpen' || opcode === 'VUpdate') {
      checkModules(sql, rows);
    }
  }
  return sql;
}

/** Without the spaces and semicolons at the end, as people and models write them. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s;]/.test(text[end - 1] ?? '')) {
    end -= 1;
  }
  return text.slice(0, end);
}

/**
 * The program does not name the virtual tables that it opens. A name cannot be written in another way in SQL, so that one
 * which is nowhere in the text is not used by it; those in views are up to `trusted_schema`, which is off.
 */
function checkModules(sql: string, rows: Preparing['rows']): void {
  const lower = sql.toLowerCase();
  for (const { name } of rows('SELECT name FROM pragma_module_list')) {
    if (typeof name === 'string' && !ALLOWED_MODULES.test(name) && lower.includes(name.toLowerCase())) {
      throw new RefusedQuery(`The table ${name} is not allowed.`);
    }
  }
}
