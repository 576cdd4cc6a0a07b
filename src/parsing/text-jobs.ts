import type { BlockTree } from '../content/blocks/from-blocks.js';
import type { DocumentBlock, Unloaded } from '../content/document.js';
import { documentFromBlocks } from '../content/blocks/from-blocks.js';
import { fillUnloaded, unloadedBlocks } from '../content/blocks/fill-unloaded.js';
import { filesInDocument, type FoundFile } from '../content/files.js';
import { documentFromMarkdown } from '../content/markdown/from-markdown.js';
import { RecordingNames, type References } from '../content/collect-references.js';
import { viewPage, type PageView, type ViewRequest } from '../content/view/page-view.js';
import { findPassages, type Passage } from '../content/view/passages.js';
import { InputError } from '../errors.js';
import type { DocumentMemo } from './document-memo.js';
import type { DocumentSource, PagePiece, PageText } from './page-text.js';

/** An answer of Notion's of which it is asked what else its page needs. */
interface ParseJob {
  readonly kind: 'parse';
  readonly piece: PagePiece;
}

/** What an answer of Notion's needs before it can be shown, and what it lacks. */
export interface ParsedPiece {
  /** Names that it refers to and that are not known. */
  readonly missing: References;
  /** Names of tags that were left out because none of them is known. */
  readonly unknownTags: readonly string[];
  /** Places whose content is in no answer so far, in reading order. */
  readonly unloaded: readonly Unloaded[];
  /** Transcripts that were not asked for. */
  readonly transcripts: number;
  /** Whether it shows content that lies elsewhere, and can be edited there. */
  readonly hasCopies: boolean;
}

/** What is to be shown of a page. */
export interface ViewOfText extends Omit<ViewRequest, 'block'> {
  /** A block that an address points at, and what was read of it; of no piece where it could not be read. */
  readonly block?: { readonly id: string; readonly text: PageText } | undefined;
}

/** A page of which a part is to be shown. */
interface ViewJob {
  readonly kind: 'view';
  readonly page: PageText;
  readonly request: ViewOfText;
}

/** A page in which words are looked for. */
interface PassagesJob {
  readonly kind: 'passages';
  readonly page: PageText;
  readonly words: string;
}

/** A page whose files are wanted. */
interface FilesJob {
  readonly kind: 'files';
  readonly page: PageText;
}

/** A page that is wanted as a document, to be made something of that is kept. */
interface BlocksJob {
  readonly kind: 'blocks';
  readonly page: PageText;
}

/** Work on a text that may be large. Neither it nor its result holds functions, so that a thread can do it. */
export type TextJob = ParseJob | ViewJob | PassagesJob | FilesJob | BlocksJob;

/** The result of a job. */
export type TextResult<Job extends TextJob> = Job extends ParseJob
  ? ParsedPiece
  : Job extends ViewJob
    ? PageView
    : Job extends PassagesJob
      ? readonly Passage[]
      : Job extends FilesJob
        ? readonly FoundFile[]
        : readonly DocumentBlock[];

/** A job's result, or the argument of the caller that cannot be used: of errors only the parts survive being copied. */
export type TextOutcome =
  | { readonly result: TextResult<TextJob> }
  | { readonly refused: { readonly argument: string; readonly message: string; readonly advice: string } };

/** Does the job for another thread, to which no error can be copied. */
export function runTextJob(job: TextJob, memo: DocumentMemo): TextOutcome {
  try {
    return { result: doTextJob(job, memo) };
  } catch (error) {
    if (error instanceof InputError) {
      const { argument, message, advice } = error;
      return { refused: { argument, message, advice } };
    }
    throw error;
  }
}

/** Does the job. Throws with an `InputError` for an argument of the caller that cannot be used. */
export function doTextJob(job: TextJob, memo: DocumentMemo): TextResult<TextJob> {
  switch (job.kind) {
    case 'parse':
      return parse(job.piece, memo);
    case 'view': {
      const { block, ...request } = job.request;
      const linked = block && { id: block.id, blocks: documentOf(block.text, memo) };
      return viewPage(documentOf(job.page, memo), { ...request, block: linked });
    }
    case 'passages':
      return findPassages(documentOf(job.page, memo), job.words);
    case 'files':
      return filesInDocument(documentOf(job.page, memo));
    case 'blocks':
      return documentOf(job.page, memo);
  }
}

function parse(piece: PagePiece, memo: DocumentMemo): ParsedPiece {
  const unknownTags = new Set<string>();
  const names = recordingNames(piece);
  const blocks = blocksOf(piece.source, names, unknownTags);
  const { missing } = names;
  const isNamed = Object.values(missing).every((ids: readonly string[]) => ids.length === 0);
  if (isNamed) {
    memo.set([piece], blocks);
  }
  return {
    missing,
    unknownTags: [...unknownTags],
    unloaded: unloadedBlocks(blocks),
    transcripts: countOf(blocks, 'omitted transcript'),
    hasCopies: countOf(blocks, 'synced') > 0,
  };
}

/** The page's document: each further piece in the place that it was read for. */
function documentOf(page: PageText, memo: DocumentMemo): DocumentBlock[] {
  const known = memo.get(page);
  if (known !== undefined) {
    return known;
  }
  const [first, ...others] = page;
  if (first === undefined) {
    return [];
  }
  if (others.length === 0) {
    const blocks = blocksOf(first.source, recordingNames(first), new Set());
    memo.set(page, blocks);
    return blocks;
  }
  let blocks = documentOf([first], memo);
  for (const { place = '', ...piece } of others) {
    blocks = fillUnloaded(blocks, place, documentOf([piece], memo));
  }
  memo.set(page, blocks);
  return blocks;
}

function recordingNames({ names }: PagePiece): RecordingNames {
  return new RecordingNames({
    title: (id) => names.titles.get(id),
    user: (id) => names.users.get(id),
  });
}

function blocksOf(source: DocumentSource, names: RecordingNames, unknownTags: Set<string>): DocumentBlock[] {
  switch (source.kind) {
    case 'markdown':
      return documentFromMarkdown(source.markdown, names, source.unknownBlockIds, {
        page: source.page ?? '',
        transcripts: source.transcripts ?? false,
        unknownTags,
      });
    case 'blocks':
      return documentFromBlocks(source.trees, names, source.page);
    case 'packed blocks':
      // Written by `packTrees`.
      return documentFromBlocks(JSON.parse(source.json) as BlockTree[], names, source.page);
  }
}

function countOf(blocks: readonly DocumentBlock[], kind: DocumentBlock['kind']): number {
  return blocks.reduce(
    (sum, block) => sum + (block.kind === kind ? 1 : 0) + countOf(block.children, kind),
    0,
  );
}
