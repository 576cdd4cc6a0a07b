/**
 * Records as somebody sees them for whom nothing is hidden. It stands on the real records: what is written through it
 * is there for everybody, and stays hidden from those it was hidden from.
 */
export class UnhiddenMap extends Map {
    #records;
    constructor(records) {
        super();
        this.#records = records;
    }
    get size() {
        return this.#records.size;
    }
    get(id) {
        const item = this.#records.get(id);
        return item === undefined || !item.hidden ? item : { ...item, hidden: false };
    }
    has(id) {
        return this.#records.has(id);
    }
    set(id, item) {
        this.#records.set(id, { ...item, hidden: this.#records.get(id)?.hidden ?? item.hidden });
        return this;
    }
    delete(id) {
        return this.#records.delete(id);
    }
    *entries() {
        for (const id of this.#records.keys()) {
            const item = this.get(id);
            if (item !== undefined) {
                yield [id, item];
            }
        }
    }
    keys() {
        return this.#records.keys();
    }
    *values() {
        for (const [, item] of this.entries()) {
            yield item;
        }
    }
    [Symbol.iterator]() {
        return this.entries();
    }
    forEach(visit) {
        for (const [id, item] of this.entries()) {
            visit(item, id, this);
        }
    }
}
