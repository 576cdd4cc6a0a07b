import { tokensOf } from '../analysis/tokens.js';
import { makeSnippet } from '../snippet.js';
import { TermFinder } from './match-terms.js';
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
/** Orders candidates. */
export class Ranking {
    #finder;
    #terms;
    /** Terms of the beginning of the list that have to be there. */
    #required;
    #missing;
    #now;
    /** `required` of the terms come first and count; `missing` are words that no candidate can hold. */
    constructor(terms, required, now, missing = 0) {
        this.#finder = new TermFinder(terms);
        this.#terms = terms.length;
        this.#required = required;
        this.#missing = missing;
        this.#now = now.getTime();
    }
    /** Those whose passage holds all words first. The others are ranked by how many of them they hold. */
    rank(whole, others) {
        const ranked = [
            ...whole.map((candidate) => this.#rank(candidate, bestOf(whole), true)),
            ...others.map((candidate) => this.#rank(candidate, bestOf(others), false)),
        ];
        return ranked.toSorted((one, other) => Number(one.isPartial) - Number(other.isPartial) ||
            other.score - one.score ||
            other.candidate.editedAt.localeCompare(one.candidate.editedAt));
    }
    /** A candidate that is near in meaning, as it was found; the words that it happens to hold are marked. */
    near(candidate) {
        const tokens = tokensOf(candidate.passage.text);
        const marks = marksOf(this.#finder.placesIn(tokens), tokens).filter(({ start, end }) => end - start >= MIN_MARK_CHARACTERS);
        return { candidate, score: candidate.score, isPartial: false, isByMeaning: true, marks };
    }
    #rank(candidate, best, isWhole) {
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
        const sum = candidate.score / best +
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
    #share(places) {
        return this.#required === 0 ? 0 : distinct(places, 0, this.#required).size / this.#required;
    }
    #helpfulShare(places) {
        const helpful = this.#terms - this.#required;
        return helpful === 0 ? 0 : distinct(places, this.#required, this.#terms).size / helpful;
    }
    #recency(editedAt) {
        const days = Math.max(0, this.#now - Date.parse(editedAt)) / DAY_MS;
        return Number.isFinite(days) ? 0.5 ** (days / HALF_LIFE_DAYS) : 0;
    }
}
/** A candidate that is in order already. */
export function unranked(candidate) {
    return { candidate, score: 0, isPartial: false, isByMeaning: false, marks: [] };
}
/** The candidate as it is answered. */
export function hitOf({ candidate, score, isPartial, isByMeaning, marks }, document) {
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
function marksOf(places, tokens) {
    return places.map(({ from, to }) => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 }));
}
function bestOf(candidates) {
    return candidates.reduce((most, { score }) => Math.max(most, score), Number.EPSILON);
}
function distinct(places, from, to) {
    return new Set(places.flatMap(({ term }) => (term >= from && term < to ? [term] : [])));
}
/** Whether a text of so many words holds nothing but the terms. */
function coversAll(places, words) {
    const covered = new Set(places.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
    return words > 0 && covered.size === words;
}
/** 1 where all terms stand side by side, less the further the shortest stretch with all of them reaches. */
function nearness(places, terms) {
    if (terms < 2) {
        return 0;
    }
    const counts = new Map();
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
function holdsAll(counts, terms) {
    for (let term = 0; term < terms; term += 1) {
        if ((counts.get(term) ?? 0) === 0) {
            return false;
        }
    }
    return true;
}
