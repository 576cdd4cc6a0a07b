import type { BlockTree } from '../content/blocks/from-blocks.js';

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
export interface BlocksSource {
  readonly kind: 'blocks';
  readonly trees: readonly BlockTree[];
  readonly page: string;
}

/** The same as a text, which is copied to a thread at once, whereas objects are copied one by one. */
export interface PackedBlocksSource {
  readonly kind: 'packed blocks';
  readonly json: string;
  readonly page: string;
}

/** What Notion answered of a page. */
export type DocumentSource = MarkdownSource | BlocksSource | PackedBlocksSource;

/** One answer of Notion's with the names that it needs. */
export interface PagePiece {
  /** Differs from that of every other piece of this process. */
  readonly key: number;
  readonly source: DocumentSource;
  readonly names: NameTable;
  /** The place that it was read for; absent for a page's first. */
  readonly place?: string;
}

/**
 * A page's text as Notion answered it, in pieces: the page's own, then those for the places that it lacked. Documents are made
 * of it where it is worked on, so that they are not copied between threads.
 */
export type PageText = readonly PagePiece[];
