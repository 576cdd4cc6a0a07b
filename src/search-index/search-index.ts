import type { DocumentFacts, DocumentKind, IndexDocument, PassagePart } from './document/document.js';
import type { Meanings, QueryMeaning } from './meanings.js';
import type { ParsedQuery } from './query/parse-query.js';
import type { Snippet } from './snippet.js';

/** A document as it is read again. */
export interface KnownDocument extends DocumentFacts {
  /** When it was last written. */
  readonly indexedAt: string;
}

/** What is written together: all of it is on disk afterwards, or nothing. */
export interface IndexChange {
  /** Replaces everything known of these documents. */
  readonly put?: readonly IndexDocument[] | undefined;
  /** Ids of documents to forget, with the comments below them. Unknown ones are no error. */
  readonly remove?: readonly string[] | undefined;
  /** State to keep beside the documents, such as the queue of a crawl; null forgets a key. */
  readonly state?: Readonly<Record<string, string | null>> | undefined;
  /** Writes only if these keys have these values; null for a key that must be absent. */
  readonly ifState?: Readonly<Record<string, string | null>> | undefined;
}

/** A row of state. */
export interface StateEntry {
  readonly key: string;
  readonly value: string;
}

/** A part of a list in the order of its keys. */
export interface ListRange {
  /** The last key of the part before. */
  readonly after?: string | undefined;
  /** At most {@link MAX_LISTED}. */
  readonly limit: number;
}

/** Which hits to give. */
export interface FindOptions {
  /** At most {@link MAX_HITS}. */
  readonly limit: number;
  /** Hits to skip; with the limit at most {@link MAX_REACH}. */
  readonly offset?: number | undefined;
  /** Only these documents and what lies below them, whatever the query says: the roots of a caller. */
  readonly within?: readonly string[] | undefined;
  /** The time that edits are recent at. */
  readonly now: Date;
  /** The query as a vector, where it is to be answered by meaning too. */
  readonly meaning?: QueryMeaning | undefined;
}

/** A document that answers a query, at its best passage. */
export interface IndexHit {
  readonly document: KnownDocument;
  /** The passage; without text where only the title holds the words. */
  readonly part: PassagePart;
  readonly anchor?: string | undefined;
  readonly headings: readonly string[];
  readonly snippet: Snippet;
  /** Its passages that hold words of the query, as far as they were looked at. */
  readonly passages: number;
  /** Whether it holds only some of the words. */
  readonly isPartial: boolean;
  /** Whether its meaning is why it is one: it does not hold all words. */
  readonly isByMeaning: boolean;
  /** Higher is better; comparable within one answer. */
  readonly score: number;
}

/** What a word was taken for, as nothing holds it as it was typed. */
export interface Correction {
  readonly typed: string;
  readonly taken: readonly string[];
}

/** The answer to a query. */
export interface Findings {
  readonly hits: readonly IndexHit[];
  /** Documents that answer the query, shown or not. */
  readonly total: number;
  /** False where there are more than were counted. */
  readonly isTotalExact: boolean;
  /** Of these, the documents that hold all words: without a meaning they come first. */
  readonly whole: number;
  /** Of these, those that are hits by meaning. */
  readonly byMeaning: number;
  readonly corrections: readonly Correction[];
  /** Words that no document holds, nor anything alike. */
  readonly unknownWords: readonly string[];
  /** What `in:` names and the index does not know. */
  readonly unknownPlaces: readonly string[];
  /** What `in:` names and several documents are called. */
  readonly sharedPlaces: readonly string[];
}

/** What an index holds, as every answer says it: looked up without reading the passages. */
export interface IndexExtent {
  readonly documents: Readonly<Record<DocumentKind, number>>;
  /** Time of the newest edit that it holds; undefined while it is empty. */
  readonly newestEdit: string | undefined;
}

/** How much that is, which takes a look at every passage. */
export interface IndexStatus extends IndexExtent {
  readonly passages: number;
  /** Bytes of the passages' text, in UTF-8, and bytes of everything on disk. */
  readonly textBytes: number;
  readonly sizeBytes: number;
}

/** Documents, and state, in one list. */
export const MAX_LISTED = 1000;
/** Hits in one answer, and the last that can be reached. */
export const MAX_HITS = 50;
export const MAX_REACH = 500;

/**
 * The index of what one authorization reads. Another authorization has another one, with nothing in common: nothing here
 * takes whose it is.
 */
export interface SearchIndex {
  /** Why it was begun anew; undefined for one that was there. */
  readonly begun: 'new' | 'unreadable' | 'other format' | undefined;
  /** False, and nothing is written, if `ifState` does not hold. */
  commit(change: IndexChange): Promise<boolean>;
  /** In the order of ids, archived ones included. */
  list(range: ListRange): Promise<readonly KnownDocument[]>;
  /** The known ones of these ids, at most {@link MAX_LISTED}. */
  lookUp(ids: readonly string[]): Promise<readonly KnownDocument[]>;
  find(query: ParsedQuery, options: FindOptions): Promise<Findings>;
  readState(key: string): Promise<string | undefined>;
  /** Keys that begin so, in their order. */
  listState(prefix: string, range: ListRange): Promise<readonly StateEntry[]>;
  /** What passages mean, for those that look for it. */
  readonly meanings: Meanings;
  extent(): Promise<IndexExtent>;
  status(): Promise<IndexStatus>;
  /** Makes lookups fast and the store small again; worth its time after many changes. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** Where the indexes of all authorizations are kept. */
export interface SearchIndexes {
  /** The index of this authorization, begun if there is none. The same one while it is open. */
  open(authorization: string): Promise<SearchIndex>;
  /** Forgets everything of this authorization. True if there was something. */
  purge(authorization: string): Promise<boolean>;
  close(): Promise<void>;
}
