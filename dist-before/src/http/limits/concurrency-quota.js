/**
 * Slots shared by keys, none of which can take all. A key may hold as many as are still free, and never more than its
 * limit: one that takes all it can get leaves half of the slots to the others, two leave a third, and so on, so that
 * the next one finds room without reservations.
 */
export class ConcurrencyQuota {
    #limits;
    /** Only keys that hold a slot, so that it does not grow with all keys ever seen. */
    #held = new Map();
    #taken = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    /** Takes a slot and returns its release function, which works once; undefined if the key has its share. */
    acquire(key) {
        const { perKey, overall } = this.#limits;
        const held = this.#held.get(key) ?? 0;
        if (held >= Math.min(perKey, overall - this.#taken)) {
            return undefined;
        }
        this.#change(key, 1);
        let isHeld = true;
        return () => {
            if (isHeld) {
                isHeld = false;
                this.#change(key, -1);
            }
        };
    }
    #change(key, difference) {
        this.#taken += difference;
        const held = (this.#held.get(key) ?? 0) + difference;
        if (held === 0) {
            this.#held.delete(key);
        }
        else {
            this.#held.set(key, held);
        }
    }
}
