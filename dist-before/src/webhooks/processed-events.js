/** Events between two removals of what is over. */
const EVENTS_PER_SWEEP = 100;
/**
 * Which events were processed. In the database even with Redis: what Redis forgets, by a restart or for lack of
 * memory, could be replayed.
 */
export class ProcessedEvents {
    #database;
    #untilSweep = 0;
    constructor(database) {
        this.#database = database;
    }
    /** Takes an event; false if it was taken before. Of several concurrent deliveries, one gets true. */
    markProcessed(eventId, expiresAt, now) {
        const isSweep = this.#untilSweep === 0;
        this.#untilSweep = isSweep ? EVENTS_PER_SWEEP : this.#untilSweep - 1;
        return this.#database.change(async (changes) => {
            if (isSweep) {
                await changes.deleteFrom('webhook_events').where('expires_at', '<=', now.toISOString()).execute();
            }
            const taken = await changes
                .insertInto('webhook_events')
                .values({ event_id: eventId, expires_at: expiresAt.toISOString() })
                .onConflict((conflict) => conflict.column('event_id').doNothing())
                .returning('event_id')
                .executeTakeFirst();
            return taken !== undefined;
        });
    }
}
