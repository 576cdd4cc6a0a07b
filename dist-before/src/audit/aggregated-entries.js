/**
 * Maximum number of different entries counted at once, so that a stranger cannot add more; the rest is counted
 * together.
 */
const MAX_AGGREGATED_ENTRIES = 50;
/** Counts equal entries. */
export class AggregatedEntries {
    #counts = new Map();
    add(entry) {
        const found = this.#find(JSON.stringify(entry), entry) ?? this.#rest(entry);
        found.count += 1;
    }
    /** Returns one entry for each kind, with its count, and resets the counts. */
    take() {
        const counts = [...this.#counts.values()];
        this.#counts = new Map();
        return counts.map(({ entry, count }) => ({ ...entry, details: { ...entry.details, count } }));
    }
    #find(key, entry) {
        const known = this.#counts.get(key);
        if (known !== undefined || this.#counts.size >= MAX_AGGREGATED_ENTRIES) {
            return known;
        }
        const made = { entry, count: 0 };
        this.#counts.set(key, made);
        return made;
    }
    /** Counts the rest by action and outcome only, of which there are few. */
    #rest({ action, outcome }) {
        const key = `others ${action} ${outcome}`;
        const known = this.#counts.get(key);
        if (known !== undefined) {
            return known;
        }
        const made = { entry: { actor: 'others', action, outcome }, count: 0 };
        this.#counts.set(key, made);
        return made;
    }
}
