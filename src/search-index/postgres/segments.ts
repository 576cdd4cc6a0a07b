import { packNumbers, unpackNumbers } from '../inverted/byte-streams.js';
import type { Block } from '../inverted/blocks.js';
import { mergeSegments, type BlockStream } from '../inverted/merge-segments.js';
import type { JsonRecord } from '../../text/json.js';
import type { Rows } from './index-database.js';
import type { IndexRows } from './read-rows.js';

/** A segment of the inverted index: what one change wrote, or what was merged of several. */
export interface Segment {
  readonly number: number;
  /** Segments are in the order of these: a later one replaces what an earlier one says of a document. */
  readonly place: number;
  readonly documents: number;
  /** Documents that earlier segments may tell of, and that this one has another word on, or none. */
  readonly replaced: readonly number[];
}

/** So many segments of one size are merged: a query looks into each. */
const MERGED_AT_ONCE = 8;
/** Segments of some 4,000 documents and more are not merged with a change, which would wait for it. */
const MAX_MERGED_LEVEL = 4;
/** Bytes of postings that are merged at once where all are merged. */
const MAX_PART_BYTES = 1_000_000;
/** Blocks that are read or written in one statement. */
const BLOCKS_AT_ONCE = 64;

/** The segments of an index, the oldest first. */
export async function readSegments(rows: Rows, { schema, index }: IndexRows): Promise<readonly Segment[]> {
  const found = await rows.all(
    `select number, place, documents, replaced from ${schema}.segments where index = $1 order by place, number`,
    [index],
  );
  return found.map((row) => ({
    number: Number(row['number']),
    place: Number(row['place']),
    documents: Number(row['documents']),
    replaced: unpackNumbers(bytesOf(row, 'replaced')),
  }));
}

/** For each segment, whether what it says of a document still holds; undefined where all of it does. */
export function currencyOf(
  segments: readonly Segment[],
): ReadonlyMap<number, ((document: number) => boolean) | undefined> {
  const last = new Map<number, number>();
  segments.forEach(({ replaced }, at) => replaced.forEach((document) => last.set(document, at)));
  const newest = segments.findLastIndex(({ replaced }) => replaced.length > 0);
  return new Map(
    segments.map(({ number }, at) => [
      number,
      at >= newest ? undefined : (document) => (last.get(document) ?? -1) <= at,
    ]),
  );
}

/** Writes a segment. */
export async function writeSegment(
  rows: Rows,
  target: IndexRows,
  segment: Segment,
  blocks: Iterable<Block>,
): Promise<void> {
  await addSegment(rows, target, segment);
  await new BlockInserter(rows, target, segment.number).addAll(blocks);
}

/**
 * Merges the newest segments where they are many of about one size, and gives how many documents they are of; 0 where none
 * were. Each word is written again some times in all, not with every change.
 */
export async function mergeNewest(rows: Rows, target: IndexRows, next: () => number): Promise<number> {
  const segments = await readSegments(rows, target);
  const first = firstToMerge(segments);
  if (first === undefined) {
    return 0;
  }
  const merged = segments.slice(first);
  const whole = sumOf(merged, { number: next(), isOldest: first === 0 });
  await addSegment(rows, target, whole);
  await mergeInto(rows, target, { segments, merged, number: whole.number });
  return Math.max(whole.documents, whole.replaced.length);
}

/**
 * Merges a part of all segments into one: a megabyte of them at a time, so that what it takes is given back before more is
 * taken. Between two parts words are in the new segment or in the old ones. Gives the segment while there is more to merge.
 */
export async function mergePart(
  rows: Rows,
  target: IndexRows,
  {
    into,
    next,
    maxBytes = MAX_PART_BYTES,
  }: { readonly into: Segment | undefined; readonly next: () => number; readonly maxBytes?: number },
): Promise<Segment | undefined> {
  const segments = await readSegments(rows, target);
  const merged = segments.filter(
    ({ number, place }) => into === undefined || (number !== into.number && place <= into.place),
  );
  const isThere = into !== undefined && segments.some(({ number }) => number === into.number);
  if (into === undefined ? merged.length < 2 : !isThere || merged.length === 0) {
    // Nothing to do, or a change has merged what was under way.
    return undefined;
  }
  const whole = into ?? sumOf(merged, { number: next(), isOldest: true });
  if (into === undefined) {
    await addSegment(rows, target, whole);
  }
  const isDone = await mergeInto(rows, target, { segments, merged, number: whole.number, maxBytes });
  return isDone ? undefined : whole;
}

interface MergeOrder {
  /** All of the index. */
  readonly segments: readonly Segment[];
  readonly merged: readonly Segment[];
  /** Of the segment that they become. */
  readonly number: number;
  readonly maxBytes?: number;
}

/** True where nothing of them is left. */
async function mergeInto(
  rows: Rows,
  target: IndexRows,
  { segments, merged, number, maxBytes }: MergeOrder,
): Promise<boolean> {
  const { schema, index } = target;
  const isCurrent = currencyOf(segments);
  const sources = merged.map((segment) => ({
    number: segment.number,
    blocks: streamBlocks(rows, target, segment.number),
    isCurrent: isCurrent.get(segment.number),
  }));
  const inserter = new BlockInserter(rows, target, number);
  const merging = mergeSegments(sources, maxBytes);
  let step = await merging.next();
  while (step.done !== true) {
    await inserter.add(step.value);
    step = await merging.next();
  }
  await inserter.end();
  const rest = step.value;
  const numbers = merged.map((segment) => segment.number);
  if (rest === undefined) {
    await rows.all(`delete from ${schema}.segments where index = $1 and number = any($2)`, [index, numbers]);
    return true;
  }
  await rows.all(`delete from ${schema}.blocks where index = $1 and segment = any($2) and first < $3`, [
    index,
    numbers,
    Buffer.from(rest.term, 'latin1'),
  ]);
  for (const source of sources) {
    const [first, ...others] = rest.blocks.get(source) ?? [];
    if (first !== undefined) {
      // Of a block that was not begun, this is the block itself.
      await rows.all(`delete from ${schema}.blocks where index = $1 and segment = $2 and first = $3`, [
        index,
        source.number,
        first.first,
      ]);
      await new BlockInserter(rows, target, source.number).addAll([first, ...others]);
    }
  }
  return false;
}

function sumOf(
  merged: readonly Segment[],
  { number, isOldest }: { readonly number: number; readonly isOldest: boolean },
): Segment {
  const replaced = isOldest ? [] : [...new Set(merged.flatMap((segment) => segment.replaced))];
  return {
    number,
    place: merged.at(-1)?.place ?? 0,
    documents: merged.reduce((sum, segment) => sum + segment.documents, 0),
    replaced: replaced.toSorted((one, other) => one - other),
  };
}

async function addSegment(
  rows: Rows,
  { schema, index }: IndexRows,
  { number, place, documents, replaced }: Segment,
): Promise<void> {
  await rows.all(`insert into ${schema}.segments values ($1, $2, $3, $4, $5)`, [
    index,
    number,
    place,
    documents,
    packNumbers(replaced),
  ]);
}

/** Writes blocks of one segment, some in a statement. */
class BlockInserter {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #segment: number;
  #batch: Block[] = [];

  constructor(rows: Rows, target: IndexRows, segment: number) {
    this.#rows = rows;
    this.#target = target;
    this.#segment = segment;
  }

  async add(block: Block): Promise<void> {
    this.#batch.push(block);
    if (this.#batch.length >= BLOCKS_AT_ONCE) {
      await this.end();
    }
  }

  async addAll(blocks: Iterable<Block>): Promise<void> {
    for (const block of blocks) {
      await this.add(block);
    }
    await this.end();
  }

  async end(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length > 0) {
      const { schema, index } = this.#target;
      await this.#rows.all(
        `insert into ${schema}.blocks select $1, $2, first, terms, data
           from unnest($3::bytea[], $4::bytea[], $5::bytea[]) as given (first, terms, data)`,
        [
          index,
          this.#segment,
          batch.map(({ first }) => first),
          batch.map(({ terms }) => terms),
          batch.map(({ data }) => data),
        ],
      );
    }
  }
}

/** The first of the newest segments that are to be one. Large ones are left to `mergePart`. */
function firstToMerge(segments: readonly Segment[]): number | undefined {
  const levels = segments.map(levelOf);
  for (const level of new Set(levels.toSorted((one, other) => one - other))) {
    const first = levels.findLastIndex((each) => each > level) + 1;
    if (level < MAX_MERGED_LEVEL && segments.length - first >= MERGED_AT_ONCE) {
      return first;
    }
  }
  return undefined;
}

function levelOf({ documents, replaced }: Segment): number {
  return Math.floor(Math.log2(Math.max(1, documents, replaced.length)) / Math.log2(MERGED_AT_ONCE));
}

async function* streamBlocks(rows: Rows, { schema, index }: IndexRows, segment: number): BlockStream {
  let after: Buffer | undefined;
  for (;;) {
    const found = await rows.all(
      `select first, terms, data from ${schema}.blocks
         where index = $1 and segment = $2 and ($3::bytea is null or first > $3) order by first limit ${BLOCKS_AT_ONCE}`,
      [index, segment, after ?? null],
    );
    for (const row of found) {
      yield { terms: bytesOf(row, 'terms'), data: bytesOf(row, 'data') };
    }
    const last = found.at(-1);
    if (last === undefined || found.length < BLOCKS_AT_ONCE) {
      return;
    }
    after = bytesOf(last, 'first');
  }
}

/** A column of `bytea`. */
export function bytesOf(row: JsonRecord, column: string): Buffer {
  return row[column] as Buffer; // The driver's value.
}
