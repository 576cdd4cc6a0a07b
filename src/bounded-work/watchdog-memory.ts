/** Bytes of the text that names what runs. */
const MAX_NAMES_BYTES = 512;
/** Most operation names shown; a busy server runs hundreds of calls, mostly of a few tools. */
const MAX_NAMES = 8;

const BEAT_INDEX = 0;
const INSPECTED_INDEX = 1;
const NAMES_LENGTH_INDEX = 2;
const WORD_COUNT = 3;

/**
 * What the event loop and its watchdog share: the loop counts its beats and notes what it is doing, the watchdog reads.
 * Memory and not messages, because a loop that stands still sends none.
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

  /** `isInspected`: a debugger may stop the loop for as long as it likes. */
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

  /** Operations that are under way, with how many there are of each. */
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
    // Decoding takes no shared memory.
    return new TextDecoder().decode(this.#names.slice(0, Atomics.load(this.#words, NAMES_LENGTH_INDEX)));
  }
}
