import { tokensOf, type Token } from '../analysis/tokens.js';
import type { IndexHit, KnownDocument } from '../search-index.js';
import { makeSnippet, type TextRange } from '../snippet.js';
import type { Candidate } from './candidates.js';
import { TermFinder, type TermPlace } from './match-terms.js';
import type { PlannedTerm } from './plan-query.js';

/** What a perfect fit of each kind adds to a score between 0 and 1 for the rarity of the words. */
const WEIGHTS = {
  title: 0.5,
  wholeTitle: 0.5,
  headings: 0.15,
  nearness: 0.3,
  exact: 0.15,
  helpful: 0.1,
  recent: 0.12,
};
/** What an archived document keeps of its score. */
const ARCHIVED_SHARE = 0.6;
/** Where a passage is a hit by meaning, shorter words, such as "of", are not why. */
const MIN_MARK_CHARACTERS = 4;
/** Days after which an edit counts half as recent. */
const HALF_LIFE_DAYS = 120;
const DAY_MS = 86_400_000;

/** A candidate in the order of an answer. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  readonly score: number;
  readonly isPartial: boolean;
  readonly isByMeaning: boolean;
  /** Where the words stand in the passage. */
  readonly marks: readonly TextRange[];
}

/** Orders candidates. */
export class Ranking {
  readonly #finder: TermFinder;
  readonly #terms: number;
  /** Terms of the beginning of the list that have to be there. */
  readonly #required: number;
  readonly #missing: number;
  readonly #now: number;

  /** `required` of the terms come first and count; `missing` are words that no candidate can hold. */
  constructor(terms: readonly PlannedTerm[], required: number, now: Date, missing = 0) {
    this.#finder = new TermFinder(terms);
    this.#terms = terms.length;
    this.#required = required;
    this.#missing = missing;
    this.#now = now.getTime();
  }

  /** Those whose passage holds all words first. The others are ranked by how many of them they hold. */
  rank(whole: readonly Candidate[], others: readonly Candidate[]): readonly RankedCandidate[] {
    const ranked = [
      ...whole.map((candidate) => this.#rank(candidate, bestOf(whole), true)),
      ...others.map((candidate) => this.#rank(candidate, bestOf(others), false)),
    ];
    return ranked.toSorted(
      (one, other) =>
        Number(one.isPartial) - Number(other.isPartial) ||
        other.score - one.score ||
        other.candidate.editedAt.localeCompare(one.candidate.editedAt),
    );
  }

  /** A candidate that is near in meaning, as it was found; the words that it happens to hold are marked. */
  near(candidate: Candidate): RankedCandidate {
    const tokens = tokensOf(candidate.passage.text);
    const marks = marksOf(this.#finder.placesIn(tokens), tokens).filter(
      ({ start, end }) => end - start >= MIN_MARK_CHARACTERS,
    );
    return { candidate, score: candidate.score, isPartial: false, isByMeaning: true, marks };
  }

  #rank(candidate: Candidate, best: number, isWhole: boolean): RankedCandidate {
    const { passage } = candidate;
    const titleTokens = tokensOf(candidate.title);
    const tokens = tokensOf(passage.text);
    const title = this.#finder.placesIn(titleTokens);
    const headings = this.#finder.placesIn(tokensOf(passage.headings.join('\n')));
    const text = this.#finder.placesIn(tokens);
    const all = [title, headings, text];
    const held = distinct(all.flat(), 0, this.#required).size;
    const wanted = this.#required + this.#missing;
    const coverage = isWhole || wanted === 0 ? 1 : held / wanted;
    const sum =
      candidate.score / best +
      WEIGHTS.title * this.#share(title) +
      WEIGHTS.wholeTitle * Number(coversAll(title, titleTokens.length)) +
      WEIGHTS.headings * this.#share(headings) +
      WEIGHTS.nearness * nearness(text, this.#required) +
      WEIGHTS.exact * this.#share(all.flat().filter(({ isExact }) => isExact)) +
      WEIGHTS.helpful * this.#helpfulShare(all.flat()) +
      WEIGHTS.recent * this.#recency(candidate.editedAt);
    return {
      candidate,
      score: sum * coverage ** 2 * (candidate.isArchived ? ARCHIVED_SHARE : 1),
      isPartial: coverage < 1,
      isByMeaning: false,
      marks: marksOf(text, tokens),
    };
  }

  #share(places: readonly TermPlace[]): number {
    return this.#required === 0 ? 0 : distinct(places, 0, this.#required).size / this.#required;
  }

  #helpfulShare(places: readonly TermPlace[]): number {
    const helpful = this.#terms - this.#required;
    return helpful === 0 ? 0 : distinct(places, this.#required, this.#terms).size / helpful;
  }

  #recency(editedAt: string): number {
    const days = Math.max(0, this.#now - Date.parse(editedAt)) / DAY_MS;
    return Number.isFinite(days) ? 0.5 ** (days / HALF_LIFE_DAYS) : 0;
  }
}

/** A candidate that is in order already. */
export function unranked(candidate: Candidate): RankedCandidate {
  return { candidate, score: 0, isPartial: false, isByMeaning: false, marks: [] };
}

/** The candidate as it is answered. */
export function hitOf(
  { candidate, score, isPartial, isByMeaning, marks }: RankedCandidate,
  document: KnownDocument,
): IndexHit {
  const { passage, passages } = candidate;
  const { part, anchor, headings, text } = passage;
  return {
    document,
    part,
    ...(anchor === undefined ? {} : { anchor }),
    headings,
    snippet: makeSnippet(text, marks),
    passages,
    isPartial,
    isByMeaning,
    score,
  };
}

function marksOf(places: readonly TermPlace[], tokens: readonly Token[]): readonly TextRange[] {
  return places.map(({ from, to }) => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 }));
}

function bestOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((most, { score }) => Math.max(most, score), Number.EPSILON);
}

function distinct(places: readonly TermPlace[], from: number, to: number): Set<number> {
  return new Set(places.flatMap(({ term }) => (term >= from && term < to ? [term] : [])));
}

/** Whether a text of so many words holds nothing but the terms. */
function coversAll(places: readonly TermPlace[], words: number): boolean {
  const covered = new Set(
    places.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
  );
  return words > 0 && covered.size === words;
}

/** 1 where all terms stand side by side, less the further the shortest stretch with all of them reaches. */
function nearness(places: readonly TermPlace[], terms: number): number {
  if (terms < 2) {
    return 0;
  }
  const counts = new Map<number, number>();
  let shortest = Infinity;
  let first = 0;
  for (const { term, to } of places) {
    counts.set(term, (counts.get(term) ?? 0) + (term < terms ? 1 : 0));
    while (holdsAll(counts, terms)) {
      const start = places[first];
      if (start === undefined) {
        break;
      }
      shortest = Math.min(shortest, to - start.from);
      const left = (counts.get(start.term) ?? 0) - (start.term < terms ? 1 : 0);
      counts.set(start.term, left);
      first += 1;
    }
  }
  return shortest === Infinity ? 0 : Math.min(1, terms / shortest);
}

function holdsAll(counts: ReadonlyMap<number, number>, terms: number): boolean {
  for (let term = 0; term < terms; term += 1) {
    if ((counts.get(term) ?? 0) === 0) {
      return false;
    }
  }
  return true;
}
