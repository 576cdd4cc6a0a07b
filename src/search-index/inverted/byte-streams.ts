const LOW_BITS = 0x7f;
const MORE = 0x80;
const GROUP = 128;

/** Collects bytes. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 32) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** A whole number from 0 to 2^53 in groups of seven bits, the lowest first. */
  varint(value: number): void {
    let left = value;
    while (left >= GROUP) {
      this.byte((left % GROUP) | MORE);
      left = Math.floor(left / GROUP);
    }
    this.byte(left);
  }

  bytes(source: Buffer, from = 0, to = source.length): void {
    this.#reserve(to - from);
    source.copy(this.#bytes, this.#length, from, to);
    this.#length += to - from;
  }

  /** What was written, as long as nothing more is. */
  end(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
  }
}

/** Reads bytes in their order. What lies beyond the end is 0. */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;
  readonly end: number;

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.at = from;
    this.end = Math.min(to, bytes.length);
  }

  get isDone(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= GROUP) {
      const byte = this.byte();
      value += (byte & LOW_BITS) * factor;
      if (byte < MORE) {
        return value;
      }
    }
  }

  skipVarints(count: number): void {
    for (let left = count; left > 0 && this.at < this.end;) {
      left -= this.byte() < MORE ? 1 : 0;
    }
  }
}

/** Ascending whole numbers, each as what it is more than the one before. */
export function packNumbers(numbers: readonly number[]): Buffer {
  const writer = new ByteWriter(numbers.length * 2 + 1);
  let before = 0;
  for (const number of numbers) {
    writer.varint(number - before);
    before = number;
  }
  return writer.end();
}

/** The numbers. */
export function unpackNumbers(bytes: Buffer): readonly number[] {
  const reader = new ByteReader(bytes);
  const numbers: number[] = [];
  for (let number = 0; !reader.isDone;) {
    number += reader.varint();
    numbers.push(number);
  }
  return numbers;
}
