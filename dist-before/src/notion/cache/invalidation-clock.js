/** Changed objects that are tracked one by one; when there are more, every read under way is in doubt. */
const MAX_TRACKED_OBJECTS = 2000;
/**
 * Decides whether an object has changed since a read of it began. A read under way when a change arrives may return the
 * old state, and must not be cached. Counts changes and reads no clock.
 */
export class InvalidationClock {
    #now = 0;
    /** Reads that began before this are in doubt, whatever they read. */
    #allChanged = 0;
    #changed = new Map();
    /** To be noted before a read begins. */
    get now() {
        return this.#now;
    }
    /** Notes that an object has changed. */
    invalidate(id) {
        this.#now += 1;
        this.#changed.set(id, this.#now);
        if (this.#changed.size > MAX_TRACKED_OBJECTS) {
            this.invalidateAll();
        }
    }
    /** Notes that any object may have changed. */
    invalidateAll() {
        this.#now += 1;
        this.#allChanged = this.#now;
        this.#changed.clear();
    }
    /** Whether what was read of the object since that moment may be cached. */
    isUnchanged(id, since) {
        return since >= Math.max(this.#allChanged, this.#changed.get(id) ?? 0);
    }
}
