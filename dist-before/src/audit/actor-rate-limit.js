/** Milliseconds over which entries of one actor are counted. */
const RATE_WINDOW_MS = 60_000;
/** Maximum entries of one actor in that time. No person connects, allows or changes more by hand. */
const MAX_ENTRIES_PER_ACTOR = 60;
/** Actors that are counted separately in that time. */
const MAX_ACTORS = 10_000;
/**
 * Limits how fast one actor may add entries. Anyone with a Notion account can sign in at a public server, and could
 * otherwise fill its disk by approving and rejecting all day.
 */
export class ActorRateLimit {
    #counts = new Map();
    #endsAt = -Infinity;
    /** Whether one more entry of the actor is recorded individually. `now`: milliseconds. */
    allows(actor, now) {
        if (now >= this.#endsAt) {
            this.#counts = new Map();
            this.#endsAt = now + RATE_WINDOW_MS;
        }
        const count = (this.#counts.get(actor) ?? 0) + 1;
        if (count > MAX_ENTRIES_PER_ACTOR || (count === 1 && this.#counts.size >= MAX_ACTORS)) {
            return false;
        }
        this.#counts.set(actor, count);
        return true;
    }
}
