import type { DocumentKind, IndexPassage } from '../document/document.js';
import type { QueryMeaning } from '../meanings.js';
import type { KnownDocument } from '../search-index.js';
import type { DateRange } from '../query/parse-dates.js';
import type { PlannedTerm } from './plan-query.js';
import type { Vocabulary } from './vocabulary.js';

/** What passages have to hold. */
export interface Match {
  readonly terms: readonly PlannedTerm[];
  /** Whether all of the terms have to be there, or one of them. */
  readonly mode: 'all' | 'any';
  readonly excluded: readonly PlannedTerm[];
}

/** Which documents are asked for. */
export interface DocumentFilter {
  /** Sets of documents, by their numbers: each set holds the document, or something that it lies below. */
  readonly within: readonly (readonly number[])[];
  readonly kinds: readonly DocumentKind[];
  /** Each is an id or a part of a name. */
  readonly people: readonly string[];
  readonly edited: DateRange;
  readonly created: DateRange;
}

/** A document at its best passage. */
export interface Candidate {
  /** Number of the document. */
  readonly number: number;
  readonly title: string;
  readonly editedAt: string;
  readonly isArchived: boolean;
  readonly passage: IndexPassage;
  /** Passages of the document that fit. */
  readonly passages: number;
  /** How well the passage fits by the rarity of its words (BM25), or how near it is in meaning; higher is better. */
  readonly score: number;
}

/** Documents that fit. */
export interface Candidates {
  /** Best first. */
  readonly best: readonly Candidate[];
  /** All that fit, as far as they were counted. */
  readonly total: number;
  readonly isTotalExact: boolean;
}

/** What a store has to be able to do for `findDocuments`. */
export interface CandidateSource extends Vocabulary {
  candidates(match: Match, filter: DocumentFilter, limit: number): Promise<Candidates>;
  /** Documents whose passages are near to a question in meaning, nearest first; none where they have no such vectors. */
  nearest(meaning: QueryMeaning, filter: DocumentFilter, limit: number): Promise<readonly Candidate[]>;
  /** The same without words: the latest edits first, without documents that hold what is excluded. */
  latest(filter: DocumentFilter, excluded: readonly PlannedTerm[], limit: number): Promise<Candidates>;
  /** Numbers of the documents with this id, or with this title as people compare titles; at most so many. */
  numbersOf(reference: string, limit: number): Promise<readonly number[]>;
  /** The documents of these numbers. */
  documents(numbers: readonly number[]): Promise<ReadonlyMap<number, KnownDocument>>;
}
