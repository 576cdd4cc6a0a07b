/** Bytes of the text that names what runs. */
const MAX_NAMES_BYTES = 512;
/** Most operation names shown; a busy server runs hundreds of calls, mostly of a few tools. */
const MAX_NAMES = 8;

const BEATS = 0;
const INSPECTED = 1;
const NAMES_LENGTH = 2;
const WORDS = 3;

/**
 * What the event loop and its watchdog share: the loop counts its beats and notes what it is doing, the watchdog reads.
 * Memory and not messages, because a loop that stands still sends none.
 */
export class StallMemory {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #names: Uint8Array;

  constructor(
    buffer: SharedArrayBuffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT + MAX_NAMES_BYTES),
  ) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#names = new Uint8Array(buffer, WORDS * Int32Array.BYTES_PER_ELEMENT, MAX_NAMES_BYTES);
  }

  /** `isInspected`: a debugger may stop the loop for as long as it likes. */
  beat(isInspected: boolean): void {
    Atomics.store(this.#words, INSPECTED, isInspected ? 1 : 0);
    Atomics.add(this.#words, BEATS, 1);
  }

  get beats(): number {
    return Atomics.load(this.#words, BEATS);
  }

  get isInspected(): boolean {
    return Atomics.load(this.#words, INSPECTED) === 1;
  }

  /** Operations that are under way, with how many there are of each. */
  note(running: ReadonlyMap<string, number>): void {
    const names = [...running]
      .slice(0, MAX_NAMES)
      .map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
    const rest = running.size - names.length;
    const text = [...names, ...(rest > 0 ? [`${rest} others`] : [])].join(', ');
    const { written } = new TextEncoder().encodeInto(text, this.#names);
    Atomics.store(this.#words, NAMES_LENGTH, written);
  }

  get names(): string {
    // Decoding takes no shared memory.
    return new TextDecoder().decode(this.#names.slice(0, Atomics.load(this.#words, NAMES_LENGTH)));
  }
}
