/** Milliseconds between writes of this process. The time of last use is shown to users, to the minute. */
const WRITE_INTERVAL_MS = 60_000;
/** Records when keys were last used: in memory on each request, in the database once a minute for all keys together. */
export class KeyUses {
    #database;
    #clock;
    /** Uses not written yet; one entry per key. */
    #pending = new Map();
    #timer;
    #writing = Promise.resolve();
    constructor(database, clock) {
        this.#database = database;
        this.#clock = clock;
    }
    mark(keyId) {
        this.#pending.set(keyId, this.#clock.now());
        // A failure to record a use must not block the key.
        this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), WRITE_INTERVAL_MS).unref();
    }
    /** Writes what is pending. */
    flush() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        const uses = this.#pending;
        this.#pending = new Map();
        this.#writing = this.#writing.catch(() => undefined).then(() => this.#write(uses));
        return this.#writing;
    }
    async #write(uses) {
        if (uses.size === 0) {
            return;
        }
        // Always in the same order, so that two processes cannot deadlock.
        const rows = [...uses]
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
            .map(([key_id, at]) => ({ key_id, last_used_at: at.toISOString() }));
        await this.#database.change(async (changes) => {
            for (const row of rows) {
                await changes
                    .insertInto('service_key_uses')
                    .values(row)
                    .onConflict((conflict) => conflict
                    .column('key_id')
                    .doUpdateSet({ last_used_at: row.last_used_at })
                    .where('service_key_uses.last_used_at', '<', row.last_used_at))
                    .execute();
            }
        });
    }
}
