/** Bytes that all connections of a process may keep, and one of them. A long page takes two megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_CONNECTION_BYTES = 16 * 1024 * 1024;
/**
 * Content that the connections of one process keep in memory for some minutes, with a maximum for all of them together: what was
 * used longest ago goes first. It is never written anywhere, and no process sees that of another.
 */
export class ContentMemory {
    /** The one that was used longest ago comes first. */
    #entries = new Set();
    #maxBytes;
    #maxConnectionBytes;
    #setTimer;
    #bytes = 0;
    constructor({ maxBytes = MAX_BYTES, maxConnectionBytes = MAX_CONNECTION_BYTES } = {}, setTimer = startTimer) {
        this.#maxBytes = maxBytes;
        this.#maxConnectionBytes = maxConnectionBytes;
        this.#setTimer = setTimer;
    }
    /** Bytes that are kept now. */
    get bytes() {
        return this.#bytes;
    }
    /** What is larger than a connection's share is not kept at all. */
    add(entry, lifetimeMs) {
        if (entry.bytes > this.#maxConnectionBytes) {
            return undefined;
        }
        const kept = {
            ...entry,
            stopTimer: this.#setTimer(() => entry.owner.forget(kept), lifetimeMs),
        };
        this.#entries.add(kept);
        this.#bytes += kept.bytes;
        for (const oldest of this.#entries) {
            const isOver = this.#bytes > this.#maxBytes;
            if (!isOver && entry.owner.bytes + kept.bytes <= this.#maxConnectionBytes) {
                break;
            }
            if (oldest !== kept && (isOver || oldest.owner === entry.owner)) {
                oldest.owner.forget(oldest);
            }
        }
        return kept;
    }
    touch(entry) {
        this.#entries.delete(entry);
        this.#entries.add(entry);
    }
    delete(entry) {
        if (this.#entries.delete(entry)) {
            this.#bytes -= entry.bytes;
            entry.stopTimer();
        }
    }
}
/** Of this process. */
const processMemory = new ContentMemory();
/** What one connection keeps. No key reaches another connection's content. */
export class ContentKeeper {
    #memory;
    #entries = new Map();
    constructor(memory = processMemory) {
        this.#memory = memory;
    }
    get bytes() {
        let bytes = 0;
        for (const entry of this.#entries.values()) {
            bytes += entry.bytes;
        }
        return bytes;
    }
    /**
     * For one call. `isUnchanged` says whether an object has not changed since the call began: what was read of one that
     * has may be its old state.
     */
    forCall(isUnchanged) {
        return {
            get: (kind, id) => this.#get(kind, id),
            set: (kind, id, value, size) => this.#set(kind, id, value, size, isUnchanged),
            delete: (kind, id) => this.#forgetKey(keyOf(kind, id)),
        };
    }
    /** Forgets what shows one of these objects. */
    drop(ids) {
        for (const entry of this.#entries.values()) {
            if (ids.some((id) => entry.ids.has(id))) {
                this.forget(entry);
            }
        }
    }
    clear() {
        for (const entry of this.#entries.values()) {
            this.forget(entry);
        }
    }
    forget(entry) {
        if (this.#entries.get(entry.key) === entry) {
            this.#entries.delete(entry.key);
        }
        this.#memory.delete(entry);
    }
    #get(kind, id) {
        const entry = this.#entries.get(keyOf(kind, id));
        if (entry !== undefined) {
            this.#memory.touch(entry);
        }
        // The key carries the kind, and `set` only takes that kind's values.
        return entry?.value;
    }
    #set(kind, id, value, { bytes, ids }, isUnchanged) {
        const key = keyOf(kind, id);
        this.#forgetKey(key);
        const shown = new Set(ids);
        if ([...shown].every(isUnchanged)) {
            const entry = this.#memory.add({ owner: this, key, value, bytes, ids: shown }, kind.lifetimeMs);
            if (entry !== undefined) {
                this.#entries.set(key, entry);
            }
        }
    }
    #forgetKey(key) {
        const entry = this.#entries.get(key);
        if (entry !== undefined) {
            this.forget(entry);
        }
    }
}
function keyOf({ name }, id) {
    return `${name}:${id}`;
}
function startTimer(run, milliseconds) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
}
