import { BlockWriter, readTerms, type Block, type BlockTerm } from './blocks.js';
import { PostingReader, PostingWriter } from './postings.js';

/** A segment's blocks in their order. */
export type BlockStream = AsyncGenerator<Pick<Block, 'terms' | 'data'>, void>;

/** A segment that is merged. */
interface MergedSegment {
  readonly blocks: BlockStream;
  /** Whether no later segment has another word on this document, or none; undefined where that is so of all. */
  readonly isCurrent: ((document: number) => boolean) | undefined;
}

/** Where a merge stopped before its end. */
interface MergeRest {
  /** The first word that was not merged; those above it were not, either. */
  readonly term: string;
  /** What is left of blocks that were merged in part, by the segment. */
  readonly blocks: ReadonlyMap<MergedSegment, readonly Block[]>;
}

interface Cursor {
  readonly segment: MergedSegment;
  readonly blocks: MergedSegment['blocks'];
  data: Buffer;
  /** The words of the block it is in, and which of them it is at. */
  terms: readonly BlockTerm[];
  at: number;
}

/**
 * One segment of several, without what was replaced. Reads a block of each at a time. Stops after so many bytes of postings, and
 * gives what is left then.
 */
export async function* mergeSegments(
  segments: readonly MergedSegment[],
  maxBytes = Infinity,
): AsyncGenerator<Block, MergeRest | undefined> {
  const writer = new BlockWriter();
  let cursors: readonly Cursor[] = await opened(segments);
  for (let bytes = 0; cursors.length > 0;) {
    const term = cursors.map(termAt).reduce((least, each) => (each < least ? each : least));
    if (bytes >= maxBytes) {
      const block = writer.end();
      if (block !== undefined) {
        yield block;
      }
      return { term, blocks: new Map(cursors.map((cursor) => [cursor.segment, restOf(cursor)])) };
    }
    const holding = cursors.filter((cursor) => termAt(cursor) === term);
    const merged = mergePostings(holding);
    if (merged.documents > 0) {
      const postings = merged.end();
      bytes += postings.length;
      const block = writer.add({ term, documents: merged.documents, postings });
      if (block !== undefined) {
        yield block;
      }
    }
    for (const cursor of holding) {
      cursor.at += 1;
      if (cursor.at >= cursor.terms.length && !(await nextBlock(cursor))) {
        cursors = cursors.filter((other) => other !== cursor);
      }
    }
  }
  const last = writer.end();
  if (last !== undefined) {
    yield last;
  }
  return undefined;
}

async function opened(segments: readonly MergedSegment[]): Promise<readonly Cursor[]> {
  const cursors: Cursor[] = [];
  for (const segment of segments) {
    const cursor = { segment, blocks: segment.blocks, data: Buffer.alloc(0), terms: [], at: 0 };
    if (await nextBlock(cursor)) {
      cursors.push(cursor);
    }
  }
  return cursors;
}

/** False where there is none. */
async function nextBlock(cursor: Cursor): Promise<boolean> {
  const next = await cursor.blocks.next();
  if (next.done === true) {
    return false;
  }
  cursor.data = next.value.data;
  cursor.terms = [...readTerms(next.value.terms)];
  cursor.at = 0;
  return true;
}

function termAt({ terms, at }: Cursor): string {
  return terms[at]?.term ?? '';
}

function restOf({ data, terms, at }: Cursor): readonly Block[] {
  const writer = new BlockWriter();
  const full = terms
    .slice(at)
    .flatMap(
      ({ term, documents, from, to }) =>
        writer.add({ term, documents, postings: data.subarray(from, to) }) ?? [],
    );
  return [...full, writer.end() ?? []].flat();
}

/** A document is current in one segment only, so that no passage comes twice. */
function mergePostings(cursors: readonly Cursor[]): PostingWriter {
  const writer = new PostingWriter();
  const open = cursors.flatMap(({ segment, data, terms, at }) => {
    const { from, to } = terms[at] ?? { from: 0, to: 0 };
    const reader = new PostingReader(data, from, to);
    const next = (): boolean => {
      while (reader.next()) {
        if (segment.isCurrent?.(reader.document) !== false) {
          return true;
        }
      }
      return false;
    };
    return next() ? [{ reader, next }] : [];
  });
  while (open.length > 0) {
    let least = 0;
    for (let at = 1; at < open.length; at += 1) {
      if ((open[at]?.reader.key ?? 0) < (open[least]?.reader.key ?? 0)) {
        least = at;
      }
    }
    const chosen = open[least];
    if (chosen === undefined) {
      break;
    }
    writer.copy(chosen.reader);
    if (!chosen.next()) {
      open.splice(least, 1);
    }
  }
  return writer;
}
