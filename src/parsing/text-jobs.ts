import type { BlockTree } from '../content/blocks/from-blocks.js';
import type { DocumentBlock } from '../content/document.js';
import { documentFromBlocks } from '../content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../content/markdown/from-markdown.js';
import { RecordingNames, type References } from '../content/collect-references.js';
import { viewPage, type PageView, type ViewRequest } from '../content/view/page-view.js';
import { findPassages, type Passage } from '../content/view/passages.js';
import { InputError } from '../errors.js';

/** Names as they can be sent to a thread. */
export interface NameTable {
  /** Of pages, databases and data sources. */
  readonly titles: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** A text of the markdown endpoint. */
interface MarkdownSource {
  readonly kind: 'markdown';
  readonly markdown: string;
  readonly unknownBlockIds: readonly string[];
  /** The id of its page, if known. */
  readonly page?: string;
  /** Whether transcripts of meetings were asked for. */
  readonly transcripts?: boolean;
}

/** Blocks of the block endpoints, and the id of the page that holds them, if known. */
interface BlocksSource {
  readonly kind: 'blocks';
  readonly trees: readonly BlockTree[];
  readonly page: string;
}

/** What Notion answered of a page. */
export type DocumentSource = MarkdownSource | BlocksSource;

/** The same, to become a document with these names. */
export type DocumentJob = DocumentSource & { readonly names: NameTable };

/** The document, and the names that it lacks. */
export interface ParsedDocument {
  readonly blocks: DocumentBlock[];
  readonly missing: References;
  /** Names of tags that were left out because none of them is known. */
  readonly unknownTags: readonly string[];
}

/** A document of which a part is to be shown. */
interface ViewJob {
  readonly kind: 'view';
  readonly blocks: readonly DocumentBlock[];
  readonly request: ViewRequest;
}

/** A document in which words are looked for. */
interface PassagesJob {
  readonly kind: 'passages';
  readonly blocks: readonly DocumentBlock[];
  readonly words: string;
}

/** Work on a text that may be large. Neither it nor its result holds functions, so that a thread can do it. */
export type TextJob = DocumentJob | ViewJob | PassagesJob;

/** The result of a job. */
export type TextResult<Job extends TextJob> = Job extends DocumentJob
  ? ParsedDocument
  : Job extends ViewJob
    ? PageView
    : readonly Passage[];

/** A job's result, or the argument of the caller that cannot be used: of errors only the parts survive being copied. */
export type TextOutcome =
  | { readonly result: ParsedDocument | PageView | readonly Passage[] }
  | { readonly refused: { readonly argument: string; readonly message: string; readonly advice: string } };

/** Does the job for another thread, to which no error can be copied. */
export function runTextJob(job: TextJob): TextOutcome {
  try {
    return { result: doTextJob(job) };
  } catch (error) {
    if (error instanceof InputError) {
      const { argument, message, advice } = error;
      return { refused: { argument, message, advice } };
    }
    throw error;
  }
}

/** Does the job. Throws with an `InputError` for an argument of the caller that cannot be used. */
export function doTextJob(job: TextJob): ParsedDocument | PageView | readonly Passage[] {
  switch (job.kind) {
    case 'markdown':
    case 'blocks':
      return parse(job);
    case 'view':
      return viewPage(job.blocks, job.request);
    case 'passages':
      return findPassages(job.blocks, job.words);
  }
}

function parse(job: DocumentJob): ParsedDocument {
  const known = new RecordingNames({
    title: (id) => job.names.titles.get(id),
    user: (id) => job.names.users.get(id),
  });
  const unknownTags = new Set<string>();
  const blocks =
    job.kind === 'markdown'
      ? documentFromMarkdown(job.markdown, known, job.unknownBlockIds, {
          page: job.page ?? '',
          transcripts: job.transcripts ?? false,
          unknownTags,
        })
      : documentFromBlocks(job.trees, known, job.page);
  return { blocks, missing: known.missing, unknownTags: [...unknownTags] };
}
