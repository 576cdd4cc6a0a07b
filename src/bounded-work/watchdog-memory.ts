/** Bytes for the names of running operations. */
const MAX_NAMES_BYTES = 512;
/** Most operation names shown; a busy server runs hundreds of calls, mostly of a few tools. */
const MAX_NAMES = 8;

const BEAT_INDEX = 0;
const INSPECTED_INDEX = 1;
const NAMES_LENGTH_INDEX = 2;
const WORD_COUNT = 3;

/**
 * Memory shared by the event loop and its watchdog: the loop counts its beats and writes its operations, the watchdog
 * reads. Shared memory instead of messages, because a blocked loop sends none.
 */
export class WatchdogMemory {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #names: Uint8Array;

  constructor(
    buffer: SharedArrayBuffer = new SharedArrayBuffer(
      WORD_COUNT * Int32Array.BYTES_PER_ELEMENT + MAX_NAMES_BYTES,
    ),
  ) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, WORD_COUNT);
    this.#names = new Uint8Array(buffer, WORD_COUNT * Int32Array.BYTES_PER_ELEMENT, MAX_NAMES_BYTES);
  }

  /** `isInspected`: a debugger may pause the loop for any time. */
  beat(isInspected: boolean): void {
    Atomics.store(this.#words, INSPECTED_INDEX, isInspected ? 1 : 0);
    Atomics.add(this.#words, BEAT_INDEX, 1);
  }

  get beats(): number {
    return Atomics.load(this.#words, BEAT_INDEX);
  }

  get isInspected(): boolean {
    return Atomics.load(this.#words, INSPECTED_INDEX) === 1;
  }

  /** Running operations with their counts. */
  setNames(running: ReadonlyMap<string, number>): void {
    const names = [...running]
      .slice(0, MAX_NAMES)
      .map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
    const rest = running.size - names.length;
    const text = [...names, ...(rest > 0 ? [`${rest} others`] : [])].join(', ');
    const { written } = new TextEncoder().encodeInto(text, this.#names);
    Atomics.store(this.#words, NAMES_LENGTH_INDEX, written);
  }

  get names(): string {
    // TextDecoder does not accept shared memory.
    return new TextDecoder().decode(this.#names.slice(0, Atomics.load(this.#words, NAMES_LENGTH_INDEX)));
  }
}
