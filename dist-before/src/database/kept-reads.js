import { LRUCache } from 'lru-cache';
/** Milliseconds after which cached reads are dropped, used or not: an idle process caches nothing. */
const MAX_KEPT_MS = 60_000;
/** Cached reads per instance; beyond this the least recently used is dropped. */
const MAX_KEPT_READS = 1000;
/**
 * Caches reads while the database is unchanged. Each read first checks the database's state mark, so a change by this
 * process or another applies from the next read on. Where the database has no mark, nothing is cached.
 */
export class KeptReads {
    #stateMark;
    #kept = new LRUCache({ max: MAX_KEPT_READS });
    #mark;
    #willForget = false;
    constructor({ stateMark }) {
        this.#stateMark = stateMark;
    }
    /**
     * The cached read of this name, or the result of `load`. `load` must depend on the name and the database alone, not
     * on the time. Missing values and failures are not cached.
     */
    async read(name, load) {
        // Taken before the read: a change in between makes the next comparison fail.
        return this.#canKeep() ? (this.#kept.get(name)?.loading ?? this.#keep(name, load())) : load();
    }
    /** The cached read of this name, where it is complete and nothing has changed since. */
    peek(name) {
        return this.#canKeep() ? this.#kept.get(name)?.value : undefined;
    }
    /** Drops what was read before a change. False where changes cannot be determined, so that nothing may be kept. */
    #canKeep() {
        const mark = this.#stateMark?.();
        if (mark !== undefined && mark !== this.#mark) {
            this.#kept.clear();
            this.#mark = mark;
        }
        return mark !== undefined;
    }
    async #keep(name, loading) {
        const read = { loading, value: undefined };
        this.#kept.set(name, read);
        this.#forgetLater();
        try {
            read.value = await loading;
            return read.value;
        }
        finally {
            if (read.value === undefined && this.#kept.peek(name) === read) {
                this.#kept.delete(name);
            }
        }
    }
    #forgetLater() {
        if (!this.#willForget) {
            this.#willForget = true;
            setTimeout(() => {
                this.#willForget = false;
                this.#kept.clear();
            }, MAX_KEPT_MS).unref();
        }
    }
}
