/** Milliseconds. The time of last use is only displayed, so not every tool call has to write it. */
const LAST_USED_PRECISION_MS = 60_000;
/**
 * Milliseconds for which uses are collected: each write makes every process of the installation read anew what it keeps
 * of the database, so that one write for all connections is better than one for each.
 */
const WRITE_DELAY_MS = 10_000;
/**
 * Records that a connection serves a call, at most once a minute whatever the number of processes. In memory on each call,
 * in the database later for all connections together.
 */
export class LastUsedTracker {
    #store;
    /** The last use that this process noted, per connection, so that most calls do not touch the database. */
    #noted = new Map();
    /** Uses not written yet. */
    #pending = new Map();
    #timer;
    #writing = Promise.resolve();
    constructor(store) {
        this.#store = store;
    }
    mark(spaceId, connectionId) {
        const at = this.#store.clock.now();
        if ((this.#noted.get(connectionId) ?? -Infinity) > at.getTime() - LAST_USED_PRECISION_MS) {
            return;
        }
        this.#noted.set(connectionId, at.getTime());
        this.#pending.set(connectionId, { spaceId, at });
        // A failure to record a use must not fail the call.
        this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), WRITE_DELAY_MS).unref();
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
        const rows = [...uses].toSorted(([one], [other]) => (one < other ? -1 : 1));
        await this.#store.database.change(async (changes) => {
            for (const [connectionId, { spaceId, at }] of rows) {
                const own = await changes
                    .selectFrom('connections')
                    .select('id')
                    .where('space_id', '=', spaceId)
                    .where('id', '=', connectionId)
                    .executeTakeFirst();
                if (own === undefined) {
                    continue;
                }
                const stale = new Date(at.getTime() - LAST_USED_PRECISION_MS).toISOString();
                await changes
                    .insertInto('connection_uses')
                    .values({ connection_id: connectionId, last_used_at: at.toISOString() })
                    .onConflict((conflict) => conflict
                    .column('connection_id')
                    .doUpdateSet({ last_used_at: at.toISOString() })
                    .where('connection_uses.last_used_at', '<=', stale))
                    .execute();
            }
        });
    }
}
