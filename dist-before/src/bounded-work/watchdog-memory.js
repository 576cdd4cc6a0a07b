/** Operations that have a counter of their own: tools, and methods with a route. */
const MAX_OPERATIONS = 64;
/** Bytes for the name of one. */
const MAX_NAME_BYTES = 64;
/** Most operation names shown; a busy server runs hundreds of calls, mostly of a few tools. */
const MAX_NAMES = 8;
const BEAT_INDEX = 0;
const INSPECTED_INDEX = 1;
const KNOWN_INDEX = 2;
/** Those without a counter of their own. */
const OTHERS_INDEX = 3;
const COUNTS_INDEX = 4;
const LENGTHS_INDEX = COUNTS_INDEX + MAX_OPERATIONS;
const WORD_COUNT = LENGTHS_INDEX + MAX_OPERATIONS;
const NAMES_OFFSET = WORD_COUNT * Int32Array.BYTES_PER_ELEMENT;
/**
 * Memory shared by the event loop and its watchdog: the loop counts its beats and its operations, the watchdog reads. Shared
 * memory instead of messages, because a blocked loop sends none. A name is written when it first occurs, so that an
 * operation costs the loop no more than counting.
 */
export class WatchdogMemory {
    buffer;
    #words;
    #names;
    /** Where each operation is counted. */
    #indexes = new Map();
    constructor(buffer = new SharedArrayBuffer(NAMES_OFFSET + MAX_OPERATIONS * MAX_NAME_BYTES)) {
        this.buffer = buffer;
        this.#words = new Int32Array(buffer, 0, WORD_COUNT);
        this.#names = new Uint8Array(buffer, NAMES_OFFSET);
    }
    /** `isInspected`: a debugger may pause the loop for any time. */
    beat(isInspected) {
        Atomics.store(this.#words, INSPECTED_INDEX, isInspected ? 1 : 0);
        Atomics.add(this.#words, BEAT_INDEX, 1);
    }
    get beats() {
        return Atomics.load(this.#words, BEAT_INDEX);
    }
    get isInspected() {
        return Atomics.load(this.#words, INSPECTED_INDEX) === 1;
    }
    /** So many operations of this name have begun, or ended if negative. */
    add(name, difference) {
        Atomics.add(this.#words, this.#indexes.get(name) ?? this.#indexOf(name), difference);
    }
    #indexOf(name) {
        const at = this.#indexes.size;
        if (at === MAX_OPERATIONS) {
            return OTHERS_INDEX;
        }
        const place = this.#names.subarray(at * MAX_NAME_BYTES, (at + 1) * MAX_NAME_BYTES);
        const { written } = new TextEncoder().encodeInto(name, place);
        Atomics.store(this.#words, LENGTHS_INDEX + at, written);
        Atomics.store(this.#words, KNOWN_INDEX, at + 1);
        this.#indexes.set(name, COUNTS_INDEX + at);
        return COUNTS_INDEX + at;
    }
    /** Running operations with their counts, such as `notion_search (2), GET /healthz`. */
    get names() {
        const running = Array.from({ length: Atomics.load(this.#words, KNOWN_INDEX) }, (_, at) => ({
            at,
            count: Atomics.load(this.#words, COUNTS_INDEX + at),
        })).filter(({ count }) => count > 0);
        const shown = running.slice(0, MAX_NAMES).map(({ at, count }) => {
            const begin = at * MAX_NAME_BYTES;
            // TextDecoder does not accept shared memory.
            const bytes = this.#names.slice(begin, begin + Atomics.load(this.#words, LENGTHS_INDEX + at));
            const name = new TextDecoder().decode(bytes);
            return count === 1 ? name : `${name} (${count})`;
        });
        const others = Atomics.load(this.#words, OTHERS_INDEX) > 0 ? 1 : 0;
        const rest = running.length - shown.length + others;
        return [...shown, ...(rest > 0 ? [`${rest} others`] : [])].join(', ');
    }
}
