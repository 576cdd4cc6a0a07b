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
/** Blocks that are read or written in one statement. */
const BLOCKS_AT_ONCE = 64;

/** The segments of an index, the oldest first. */
export async function readSegments(rows: Rows, { schema, index }: IndexRows): Promise<readonly Segment[]> {
  const found = await rows.all(
    `select number, place, documents, replaced from ${schema}.segments where index = $1 order by place`,
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
  { schema, index }: IndexRows,
  { number, place, documents, replaced }: Segment,
  blocks: AsyncIterable<Block> | Iterable<Block>,
): Promise<void> {
  await rows.all(`insert into ${schema}.segments values ($1, $2, $3, $4, $5)`, [
    index,
    number,
    place,
    documents,
    packNumbers(replaced),
  ]);
  let batch: Block[] = [];
  const write = async (): Promise<void> => {
    await rows.all(
      `insert into ${schema}.blocks select $1, $2, first, terms, data
         from unnest($3::bytea[], $4::bytea[], $5::bytea[]) as given (first, terms, data)`,
      [index, number, ...(['first', 'terms', 'data'] as const).map((part) => batch.map((block) => block[part]))],
    );
    batch = [];
  };
  for await (const block of blocks) {
    batch.push(block);
    if (batch.length >= BLOCKS_AT_ONCE) {
      await write();
    }
  }
  if (batch.length > 0) {
    await write();
  }
}

/**
 * Merges the newest segments where they are many of about one size, or all. `next` gives numbers for new segments. What is
 * written again is each word some times in all, not with every change.
 */
export async function mergeNewest(
  rows: Rows,
  target: IndexRows,
  { isAll, next }: { readonly isAll: boolean; readonly next: () => number },
): Promise<void> {
  const segments = await readSegments(rows, target);
  const first = isAll ? (segments.length > 1 ? 0 : undefined) : firstToMerge(segments);
  if (first === undefined) {
    return;
  }
  const isCurrent = currencyOf(segments);
  const merged = segments.slice(first);
  const replaced = first === 0 ? [] : [...new Set(merged.flatMap((segment) => segment.replaced))];
  const { schema, index } = target;
  await writeSegment(
    rows,
    target,
    {
      number: next(),
      place: merged.at(-1)?.place ?? 0,
      documents: merged.reduce((sum, segment) => sum + segment.documents, 0),
      replaced: replaced.toSorted((one, other) => one - other),
    },
    mergeSegments(
      merged.map(({ number }) => ({
        blocks: streamBlocks(rows, target, number),
        isCurrent: isCurrent.get(number),
      })),
    ),
  );
  await rows.all(`delete from ${schema}.segments where index = $1 and number = any($2)`, [
    index,
    merged.map(({ number }) => number),
  ]);
}

/** The first of the newest segments that are to be one. */
function firstToMerge(segments: readonly Segment[]): number | undefined {
  const levels = segments.map(levelOf);
  for (const level of new Set(levels.toSorted((one, other) => one - other))) {
    const first = levels.findLastIndex((each) => each > level) + 1;
    if (segments.length - first >= MERGED_AT_ONCE) {
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
