import { ByteReader, ByteWriter } from './byte-streams.js';

/** Words of a segment that follow each other, with the passages that each stands in. */
export interface Block {
  /** The first of the words. */
  readonly first: Buffer;
  /** The words, each without what it shares with the one before; how many documents hold it; how long its postings are. */
  readonly terms: Buffer;
  /** The postings, in the same order. */
  readonly data: Buffer;
}

/** A word, and where it stands. */
interface TermPostings {
  /** See {@link termOf}. */
  readonly term: string;
  readonly documents: number;
  readonly postings: Buffer;
}

/** A word of a block, and where its postings are in the block's data. */
export interface BlockTerm {
  readonly term: string;
  readonly documents: number;
  readonly from: number;
  readonly to: number;
}

/** A block is full with so many bytes of postings or of words: a query reads a block for each word. */
const FULL_DATA_BYTES = 7900;
const FULL_TERM_BYTES = 1500;

/** A word as its bytes in UTF-8, a character each: strings of these are in the order of the bytes, which is Postgres's. */
export function termOf(form: string): string {
  return Buffer.from(form, 'utf8').toString('latin1');
}

/** The word. */
export function formOf(term: string): string {
  return Buffer.from(term, 'latin1').toString('utf8');
}

/** Puts words into blocks, as they come: in ascending order. */
export class BlockWriter {
  #first: string | undefined;
  #last = '';
  #terms = new ByteWriter(FULL_TERM_BYTES * 2);
  #data = new ByteWriter(FULL_DATA_BYTES * 2);

  /** Gives the block that this word makes full. */
  add({ term, documents, postings }: TermPostings): Block | undefined {
    const shared = sharedLength(this.#last, term);
    this.#first ??= term;
    this.#last = term;
    const terms = this.#terms;
    terms.varint(shared);
    terms.varint(term.length - shared);
    terms.bytes(Buffer.from(term.slice(shared), 'latin1'));
    terms.varint(documents);
    terms.varint(postings.length);
    this.#data.bytes(postings);
    return terms.length >= FULL_TERM_BYTES || this.#data.length >= FULL_DATA_BYTES ? this.end() : undefined;
  }

  /** What was added since the last block. */
  end(): Block | undefined {
    if (this.#first === undefined) {
      return undefined;
    }
    const block = {
      first: Buffer.from(this.#first, 'latin1'),
      terms: this.#terms.end(),
      data: this.#data.end(),
    };
    this.#first = undefined;
    this.#last = '';
    this.#terms = new ByteWriter(FULL_TERM_BYTES * 2);
    this.#data = new ByteWriter(FULL_DATA_BYTES * 2);
    return block;
  }
}

/** The words of a block. */
export function* readTerms(terms: Buffer): Generator<BlockTerm, void> {
  const reader = new ByteReader(terms);
  let before = '';
  let from = 0;
  while (!reader.isDone) {
    const shared = reader.varint();
    const length = reader.varint();
    const term = before.slice(0, shared) + terms.toString('latin1', reader.at, reader.at + length);
    reader.at += length;
    const documents = reader.varint();
    const to = from + reader.varint();
    yield { term, documents, from, to };
    from = to;
    before = term;
  }
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) {
    length += 1;
  }
  return length;
}
