import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import { recordCacheLookup } from '../../telemetry/counters.js';
import { InFlightReads } from './in-flight-reads.js';
import { InvalidationClock } from './invalidation-clock.js';
import { ContentKeeper } from './kept-content.js';
import { UNCHANGED } from './shared-reads.js';
/** Entries per connection: titles, people and schemas of a large workspace, some megabytes at the most. */
const MAX_ENTRIES = 2000;
/** Milliseconds for which a read is known not to be shared: a call that has just asked for many does not ask again. */
const ABSENCE_LIFETIME_MS = 5000;
/**
 * What one connection has read recently: titles, people, schemas and, briefly, the properties of pages that were just
 * found. Identical reads in flight are joined. Page bodies are none of these reads: they hold signed file URLs that expire
 * within minutes, and they are private. Those that a call has not shown whole are kept apart (`kept-content.ts`).
 *
 * One cache belongs to one connection, so no key can reach another connection's data. Behind it there may be a second one
 * that all processes share, for the kinds that say so.
 */
export class ReadCache {
    // By size alone: told a number of entries, the package reserves 50 KB for them at once.
    #entries = new LRUCache({ maxSize: MAX_ENTRIES });
    #inFlight = new InFlightReads();
    /** Requests under way, for any call that asks for the same meanwhile. */
    reads = new InFlightReads();
    #kinds = new Set();
    #invalidations = new InvalidationClock();
    #shared;
    /** Reads that were not shared a moment ago, with the marks that were current then. */
    #absent = new LRUCache({
        maxSize: MAX_ENTRIES,
        sizeCalculation: () => 1,
        ttl: ABSENCE_LIFETIME_MS,
    });
    /** What turned out to be stale, so that what is shared is as well. */
    #stale = new LRUCache({ maxSize: MAX_ENTRIES, sizeCalculation: () => 1 });
    /** Which objects were found to be parts of which. */
    #parts = new LRUCache({ maxSize: MAX_ENTRIES, sizeCalculation: () => 1 });
    /** The content of pages, which is none of the reads above. */
    #content = new ContentKeeper();
    constructor(shared) {
        this.#shared = shared;
    }
    /** The content that is kept, for a call that began at that moment. */
    contentSince(begun) {
        return this.#content.forCall((id) => this.#invalidations.isUnchanged(id, begun));
    }
    /** To be noted before a read begins whose answer goes into {@link set}. */
    get now() {
        return this.#invalidations.now;
    }
    get(kind, id) {
        const fresh = this.#fresh(kind, id);
        recordCacheLookup(kind.name, fresh === undefined ? 'miss' : 'hit');
        return fresh;
    }
    /** Keeps a value, unless the object has changed since its reading began. */
    set(kind, id, value, since) {
        const known = this.#fresh(kind, id);
        if (this.#keep(kind, id, value, since) && this.#isShared(kind) && !isDeepStrictEqual(known, value)) {
            this.#share(kind, id, value, UNCHANGED);
        }
    }
    /** Drops a value that turned out to be stale. */
    delete(kind, id) {
        const key = keyOf(kind.name, id);
        this.#entries.delete(key);
        if (this.#isShared(kind)) {
            this.#absent.delete(key);
            this.#stale.set(key, true);
        }
    }
    /** Drops all that was read of these objects and of their parts, also by reads that are under way. */
    drop(ids) {
        const changed = new Set(ids);
        const parts = [...changed].flatMap((id) => [...(this.#parts.get(id) ?? [])]);
        if (parts.length > 0) {
            // The reporter of the change need not have known them.
            this.#shared?.drop(parts);
        }
        this.#content.drop([...changed, ...parts]);
        for (const id of [...changed, ...parts]) {
            this.#invalidations.invalidate(id);
            for (const name of this.#kinds) {
                const key = keyOf(name, id);
                this.#entries.delete(key);
                this.#absent.delete(key);
                this.#inFlight.forget(key);
            }
        }
    }
    /** Drops everything. */
    clear() {
        this.#invalidations.invalidateAll();
        this.#content.clear();
        this.#entries.clear();
        this.#absent.clear();
        this.#inFlight.forgetAll();
    }
    /** Gets what other processes have read, all at once, for `get` to find. */
    async prefetchShared(kind, ids) {
        if (this.#shared === undefined || !this.#isShared(kind)) {
            return;
        }
        const wanted = [...new Set(ids)].filter((id) => this.#isWorthAsking(kind, id));
        if (wanted.length === 0) {
            return;
        }
        const since = this.now;
        const reads = await this.#shared.fetch(wanted.map((id) => ({ kind: kind.name, id })));
        for (const [index, read] of (reads ?? []).entries()) {
            this.#receive(kind, wanted[index] ?? '', read, since);
        }
    }
    /**
     * Serves a fresh value or joins or starts the one read for it. The read continues while any caller waits and is
     * aborted when the last one leaves; `open` gives it a session of its own, bound to that signal.
     */
    async load(kind, id, caller, open, read) {
        const fresh = this.#fresh(kind, id);
        if (fresh !== undefined) {
            recordCacheLookup(kind.name, 'hit');
            return fresh;
        }
        const key = keyOf(kind.name, id);
        if (this.#inFlight.has(key)) {
            recordCacheLookup(kind.name, 'joined');
        }
        const { value } = await this.#inFlight.join(key, caller, Infinity, (signal) => 
        // Whatever the read waits for, nobody waits for it any longer than for their own call.
        Promise.race([this.#startRead(kind, id, (end) => read(open(end)), signal), whenAborted(signal)]));
        return value;
    }
    #fresh(kind, id) {
        // The key carries the kind, and `set` only takes that kind's values.
        return this.#entries.get(keyOf(kind.name, id));
    }
    #startRead(kind, id, load, signal) {
        this.#kinds.add(kind.name);
        return this.#isShared(kind)
            ? this.#readShared(kind, id, load, signal)
            : this.#readFromNotion(kind, id, load, signal);
    }
    /** Asks the other processes first, unless it was just done. */
    async #readShared(kind, id, load, signal) {
        const key = keyOf(kind.name, id);
        const since = this.now;
        let mark = this.#absent.get(key);
        if (mark === undefined) {
            const [read] = (await this.#shared?.fetch([{ kind: kind.name, id }])) ?? [];
            if (read !== undefined && !this.#stale.has(key)) {
                this.#receive(kind, id, read, since);
                if (read.found !== undefined) {
                    return read.found.value;
                }
            }
            mark = read?.token;
        }
        return this.#readFromNotion(kind, id, load, signal, mark);
    }
    async #readFromNotion(kind, id, load, signal, mark) {
        recordCacheLookup(kind.name, 'miss');
        const since = this.now;
        const value = await load(signal);
        if (this.#keep(kind, id, value, since) && mark !== undefined) {
            this.#stale.delete(keyOf(kind.name, id));
            this.#share(kind, id, value, mark);
        }
        return value;
    }
    #receive(kind, id, { token, found }, since) {
        if (found === undefined) {
            this.#absent.set(keyOf(kind.name, id), token);
        }
        else {
            recordCacheLookup(kind.name, 'shared');
            this.#keep(kind, id, found.value, since, found.freshFor);
        }
    }
    /** False if the object has changed since. */
    #keep(kind, id, value, since, lifetime = kind.lifetimeMs) {
        if (!this.#invalidations.isUnchanged(id, since)) {
            return false;
        }
        const whole = kind.partOf?.(value);
        if (whole !== undefined) {
            this.#parts.set(whole, (this.#parts.get(whole) ?? new Set()).add(id));
        }
        this.#kinds.add(kind.name);
        this.#entries.set(keyOf(kind.name, id), value, { ttl: lifetime, size: kind.weight ?? 1 });
        return true;
    }
    #share({ name, lifetimeMs, isShared }, id, value, mark) {
        if (isShared === true) {
            this.#shared?.store({ kind: name, id, value, lifetimeMs, token: mark });
        }
    }
    #isShared({ isShared }) {
        return isShared === true && this.#shared !== undefined;
    }
    #isWorthAsking(kind, id) {
        const key = keyOf(kind.name, id);
        return !(this.#entries.has(key) ||
            this.#absent.has(key) ||
            this.#stale.has(key) ||
            this.#inFlight.has(key));
    }
}
function keyOf(kind, id) {
    return `${kind}:${id}`;
}
function whenAborted(signal) {
    return new Promise((_resolve, reject) => {
        if (signal.aborted) {
            reject(signal.reason);
        }
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
}
