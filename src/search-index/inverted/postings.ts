import { passageKey } from '../document/passage-key.js';
import { ByteReader, ByteWriter } from './byte-streams.js';

/** Where a word stands in one passage: indexes of words in its title, its headings and its text. */
export type Places = readonly [
  title: readonly number[],
  headings: readonly number[],
  body: readonly number[],
];

/** How much a word counts in each of them. */
const FIELD_WEIGHTS = [4, 2, 1] as const;
const BODY = 2;

/** A passage's length comes in classes, each 1.4 times as long as the one before. */
export const SIZE_CLASSES = 16;
const SMALLEST_BYTES = 16;

const HAS_OTHER_FIELDS = 1;
const SIZE_SHIFT = 1;
const COUNT_SHIFT = 5;
const MANY = 7;

/** The class of a passage whose text has so many bytes. */
export function sizeClassOf(bytes: number): number {
  const size = Math.round(2 * Math.log2(Math.max(bytes, SMALLEST_BYTES) / SMALLEST_BYTES));
  return Math.min(SIZE_CLASSES - 1, size);
}

/** Bytes of a passage of this class, about. */
export function bytesOfClass(sizeClass: number): number {
  return SMALLEST_BYTES * 2 ** (sizeClass / 2);
}

/** Writes where one word stands: passages in ascending order. */
export class PostingWriter {
  readonly #writer = new ByteWriter();
  #last = 0;
  #documents = 0;

  /** Documents that were written. */
  get documents(): number {
    return this.#documents;
  }

  add(document: number, position: number, sizeClass: number, places: Places): void {
    const writer = this.#writer;
    this.#begin(document, position);
    const [title, headings, body] = places;
    if (title.length + headings.length > 0) {
      writer.byte(HAS_OTHER_FIELDS | (sizeClass << SIZE_SHIFT));
      for (const field of places) {
        writer.varint(field.length);
        this.#places(field);
      }
      return;
    }
    const count = Math.min(body.length - 1, MANY);
    writer.byte((sizeClass << SIZE_SHIFT) | (count << COUNT_SHIFT));
    if (count === MANY) {
      writer.varint(body.length);
    }
    this.#places(body);
  }

  /** Takes over the passage that a reader is at. */
  copy(reader: PostingReader): void {
    this.#begin(reader.document, reader.position);
    this.#writer.bytes(reader.bytes, reader.from, reader.to);
  }

  end(): Buffer {
    return this.#writer.end();
  }

  #begin(document: number, position: number): void {
    this.#documents += document === this.#last && this.#documents > 0 ? 0 : 1;
    this.#writer.varint((document - this.#last) * 2 + Number(position > 0));
    if (position > 0) {
      this.#writer.varint(position);
    }
    this.#last = document;
  }

  #places(places: readonly number[]): void {
    let before = 0;
    for (const place of places) {
      this.#writer.varint(place - before);
      before = place;
    }
  }
}

/** Reads where one word stands, passage by passage. */
export class PostingReader {
  /** Of the passage it is at. */
  document = 0;
  position = 0;
  sizeClass = 0;
  /** How often the word stands there, by the weights of the fields. */
  weight = 0;
  /** Where it is written, without what tells which passage it is. */
  from = 0;
  to = 0;
  readonly #reader: ByteReader;

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.#reader = new ByteReader(bytes, from, to);
  }

  get bytes(): Buffer {
    return this.#reader.bytes;
  }

  get key(): number {
    return passageKey(this.document, this.position);
  }

  /** Goes to the next passage; false at the end. */
  next(): boolean {
    const reader = this.#reader;
    if (reader.isDone) {
      return false;
    }
    const step = reader.varint();
    this.document += Math.floor(step / 2);
    this.position = step % 2 === 1 ? reader.varint() : 0;
    this.from = reader.at;
    const head = reader.byte();
    this.sizeClass = (head >> SIZE_SHIFT) & (SIZE_CLASSES - 1);
    if ((head & HAS_OTHER_FIELDS) === 0) {
      const count = countOf(head, reader);
      this.weight = count * FIELD_WEIGHTS[BODY];
      reader.skipVarints(count);
    } else {
      this.weight = 0;
      for (const weight of FIELD_WEIGHTS) {
        const count = reader.varint();
        this.weight += weight * count;
        reader.skipVarints(count);
      }
    }
    this.to = reader.at;
    return true;
  }

  /** Where the word stands in the passage it is at. */
  places(): Places {
    const reader = new ByteReader(this.bytes, this.from, this.to);
    const head = reader.byte();
    if ((head & HAS_OTHER_FIELDS) === 0) {
      return [[], [], readPlaces(reader, countOf(head, reader))];
    }
    const title = readPlaces(reader, reader.varint());
    const headings = readPlaces(reader, reader.varint());
    return [title, headings, readPlaces(reader, reader.varint())];
  }
}

/** What places count together. */
export function weightOf(places: Places): number {
  return places.reduce((sum, field, at) => sum + field.length * (FIELD_WEIGHTS[at] ?? 0), 0);
}

function countOf(head: number, reader: ByteReader): number {
  const count = head >> COUNT_SHIFT;
  return count === MANY ? reader.varint() : count + 1;
}

function readPlaces(reader: ByteReader, count: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; places.length < count && !reader.isDone;) {
    place += reader.varint();
    places.push(place);
  }
  return places;
}
