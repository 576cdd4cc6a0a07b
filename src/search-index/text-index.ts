import type { DocumentFacts } from './document/document.js';
import type { IndexReach } from './reach.js';
import type { Findings } from './search-index.js';

/** Which hits are wanted. */
export interface TextQuery {
  readonly query: string;
  readonly kind: 'any' | 'page' | 'database';
  readonly limit: number;
  readonly offset: number;
  readonly now: Date;
}

/** Hits, and whether they were looked for by meaning too. */
export interface TextFindings extends Findings {
  /**
   * `none` where they were not: no endpoint is configured, or the query asks for exact words. `unanswered` where the endpoint
   * did not answer in time.
   */
  readonly meaning: 'none' | 'unanswered' | 'searched';
  /** Whether words at the end of the query were not looked for, as they are too many. */
  readonly isCut: boolean;
}

/**
 * What a call may ask of the index of its authorization. A hit says what was there when it was read: whoever shows it asks
 * Notion first whether it may still be seen.
 */
export interface TextIndex {
  /** Whether the caller may see a part of what the index holds: then counts and texts of it are not for the caller. */
  readonly isRestricted: boolean;
  /** Rejects with an `InputError` for a query that is no query. */
  find(query: TextQuery): Promise<TextFindings>;
  /** False for a query without a word or a filter, as one of signs alone: titles may hold those. */
  canAsk(query: string): boolean;
  /** The words of a query that titles can be searched for; '' for one that asks for more than words. */
  wordsOf(query: string): string;
  /** Titles of what contains each document, outermost first; by its id. */
  pathsOf(documents: readonly DocumentFacts[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Those of these pages and databases that the index does not hold. */
  unknownOf(ids: readonly string[]): Promise<ReadonlySet<string>>;
  reach(): Promise<IndexReach>;
  /** Notion refuses these: they are forgotten. */
  refused(ids: readonly string[]): Promise<void>;
  /** These differ from what the index holds: they are read again soon. */
  changed(ids: readonly string[]): Promise<void>;
  /** The same for a caller that may read only what lies below some pages and databases. */
  within(roots: readonly string[]): TextIndex;
}
