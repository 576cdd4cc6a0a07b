import type Libsql from 'libsql';

/** Tells whether anything was committed to a database since it was asked last. */
export class SqliteState {
  readonly #connection: Libsql.Database;
  #statement: Libsql.Statement | undefined;
  /** Commits of this connection, which SQLite's `data_version` does not count. */
  #commits = 0;

  constructor(connection: Libsql.Database) {
    this.#connection = connection;
  }

  /** To be told of each commit of this connection. */
  committed(): void {
    this.#commits += 1;
  }

  /**
   * Another text after each commit, of whatever connection and process; some four microseconds. Undefined where SQLite cannot tell
   * now, such as behind another process's lock.
   */
  mark(): string | undefined {
    try {
      this.#statement ??= this.#connection.prepare('pragma data_version').raw();
      return `${String(this.#statement.get())} ${this.#commits}`;
    } catch {
      // libsql does not reset a statement that failed. Whoever reads now learns by that what is wrong.
      this.#statement = undefined;
      return undefined;
    }
  }
}
