import { BlockWriter, readTerms, type Block } from './blocks.js';
import { PostingReader, PostingWriter } from './postings.js';

/** A segment's blocks in their order. */
export type BlockStream = AsyncGenerator<Pick<Block, 'terms' | 'data'>, void>;

/** A segment that is merged. */
export interface MergedSegment {
  readonly blocks: BlockStream;
  /** Whether no later segment has another word on this document, or none; undefined where that is so of all. */
  readonly isCurrent: ((document: number) => boolean) | undefined;
}

interface Cursor {
  readonly segment: MergedSegment;
  readonly terms: AsyncIterator<StreamedTerm>;
  current: StreamedTerm;
}

interface StreamedTerm {
  readonly term: string;
  readonly data: Buffer;
  readonly from: number;
  readonly to: number;
}

/** One segment of several, without what was replaced. Reads a block of each at a time. */
export async function* mergeSegments(segments: readonly MergedSegment[]): AsyncGenerator<Block, void> {
  const writer = new BlockWriter();
  let cursors: Cursor[] = [];
  for (const segment of segments) {
    const terms = streamTerms(segment.blocks);
    const first = await terms.next();
    if (first.done !== true) {
      cursors.push({ segment, terms, current: first.value });
    }
  }
  while (cursors.length > 0) {
    const term = cursors.reduce(
      (least, { current }) => (current.term < least ? current.term : least),
      cursors[0]?.current.term ?? '',
    );
    const holding = cursors.filter(({ current }) => current.term === term);
    const merged = mergePostings(holding);
    if (merged.documents > 0) {
      const block = writer.add({ term, documents: merged.documents, postings: merged.end() });
      if (block !== undefined) {
        yield block;
      }
    }
    for (const cursor of holding) {
      const next = await cursor.terms.next();
      if (next.done === true) {
        cursors = cursors.filter((other) => other !== cursor);
      } else {
        cursor.current = next.value;
      }
    }
  }
  const last = writer.end();
  if (last !== undefined) {
    yield last;
  }
}

async function* streamTerms(blocks: BlockStream): AsyncGenerator<StreamedTerm, void> {
  for await (const { terms, data } of blocks) {
    for (const { term, from, to } of readTerms(terms)) {
      yield { term, data, from, to };
    }
  }
}

/** A document is current in one segment only, so that no passage comes twice. */
function mergePostings(cursors: readonly Cursor[]): PostingWriter {
  const writer = new PostingWriter();
  const open = cursors.flatMap(({ segment, current: { data, from, to } }) => {
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
