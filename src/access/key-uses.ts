import type { Clock } from '../clock.js';
import type { CredentialsDatabase } from '../database/database.js';

/** Milliseconds between two writes of this process. The time of last use is for people, to the minute. */
const WRITE_INTERVAL_MS = 60_000;

/** Notes when keys were last used: in memory at each request, in the database once a minute for all of them together. */
export class KeyUses {
  readonly #database: CredentialsDatabase;
  readonly #clock: Clock;
  /** What is not written yet; one entry for each key that was used since. */
  #pending = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(database: CredentialsDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  mark(keyId: string): void {
    this.#pending.set(keyId, this.#clock.now().toISOString());
    // A use that cannot be noted must not keep the key from being used.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), WRITE_INTERVAL_MS).unref();
  }

  /** Writes what is pending. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const uses = this.#pending;
    this.#pending = new Map();
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write(uses));
    return this.#writing;
  }

  async #write(uses: ReadonlyMap<string, string>): Promise<void> {
    if (uses.size === 0) {
      return;
    }
    // In one order everywhere, so that two processes do not wait for each other in a circle.
    const rows = [...uses]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key_id, last_used_at]) => ({ key_id, last_used_at }));
    await this.#database.change(async (changes) => {
      for (const row of rows) {
        await changes
          .insertInto('service_key_uses')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('key_id')
              .doUpdateSet({ last_used_at: row.last_used_at })
              .where('service_key_uses.last_used_at', '<', row.last_used_at),
          )
          .execute();
      }
    });
  }
}
