import { LRUCache } from 'lru-cache';
import type { CredentialsDatabase } from './database.js';

/** What is kept is forgotten after so many milliseconds, in use or not: a process with nothing to do keeps nothing. */
const MAX_KEPT_MS = 60_000;
/** Beyond so many reads of one sort the one that was longest unused goes. */
const MAX_KEPT_READS = 1000;

/**
 * Answers a read again while nothing in the database has changed since it began. The database is asked for each read whether it
 * has: a change by this process or another counts from the next read on. Where the database cannot tell, nothing is kept.
 */
export class KeptReads<Value extends object | undefined> {
  readonly #stateMark: CredentialsDatabase['stateMark'];
  readonly #kept = new LRUCache<string, Promise<Value>>({ max: MAX_KEPT_READS });
  #mark: string | undefined;
  #willForget = false;

  constructor({ stateMark }: Pick<CredentialsDatabase, 'stateMark'>) {
    this.#stateMark = stateMark;
  }

  /**
   * What was read under this name, or what `load` reads now. `load` must depend on the name and the database alone, not on the
   * time. Neither what is not there nor a failure is kept.
   */
  async read(name: string, load: () => Promise<Value>): Promise<Value> {
    // Before the read begins: a change that comes in between makes the next look differ.
    const mark = this.#stateMark?.();
    if (mark === undefined) {
      return load();
    }
    if (mark !== this.#mark) {
      this.#kept.clear();
      this.#mark = mark;
    }
    return this.#kept.get(name) ?? this.#keep(name, load());
  }

  async #keep(name: string, loading: Promise<Value>): Promise<Value> {
    this.#kept.set(name, loading);
    this.#forgetLater();
    let value: Value | undefined;
    try {
      value = await loading;
      return value;
    } finally {
      if (value === undefined && this.#kept.peek(name) === loading) {
        this.#kept.delete(name);
      }
    }
  }

  #forgetLater(): void {
    if (!this.#willForget) {
      this.#willForget = true;
      setTimeout(() => {
        this.#willForget = false;
        this.#kept.clear();
      }, MAX_KEPT_MS).unref();
    }
  }
}
