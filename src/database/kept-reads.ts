import { LRUCache } from 'lru-cache';
import type { CredentialsDatabase } from './database.js';

/** Milliseconds after which cached reads are dropped, used or not: an idle process caches nothing. */
const MAX_KEPT_MS = 60_000;
/** Cached reads per instance; beyond this the least recently used is dropped. */
const MAX_KEPT_READS = 1000;

/**
 * Caches reads while the database is unchanged. Each read first checks the database's state mark, so a change by this
 * process or another applies from the next read on. Where the database has no mark, nothing is cached.
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
   * The cached read of this name, or the result of `load`. `load` must depend on the name and the database alone, not
   * on the time. Missing values and failures are not cached.
   */
  async read(name: string, load: () => Promise<Value>): Promise<Value> {
    // Taken before the read: a change in between makes the next comparison fail.
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
