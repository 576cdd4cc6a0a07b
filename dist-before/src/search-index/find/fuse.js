import { tokensOf } from '../analysis/tokens.js';
import { TermFinder } from './match-terms.js';
/** Of reciprocal-rank fusion (Cormack, Clarke, Büttcher 2009): how little the first places differ from those after them. */
const RANK_CONSTANT = 60;
/** Places of the list by words that count; further ones follow. A list that is asked for in parts stays in its order. */
const MAX_FUSED = 50;
/**
 * Both orders as one: what stands high in both comes first. A document that holds all words is shown at the passage with them,
 * another one that is near in meaning at its nearest. Of equal places, first what holds all words, then what is near; what is
 * near comes first where words were guessed: one that nobody wrote need not be mistyped.
 */
export function fuse(byWords, near, areWordsGuessed = false) {
    if (near.length === 0) {
        return byWords;
    }
    const fused = new Map();
    byWords.forEach((ranked, at) => {
        fused.set(ranked.candidate.number, { ...ranked, score: share(at) });
    });
    near.forEach((ranked, at) => {
        const { number } = ranked.candidate;
        const known = fused.get(number);
        const place = byWords.findIndex(({ candidate }) => candidate.number === number);
        const score = share(at) + (place >= 0 && place < MAX_FUSED ? share(place) : 0);
        fused.set(number, { ...(known === undefined || known.isPartial ? ranked : known), score });
    });
    return [...fused.values()].toSorted((one, other) => other.score - one.score || order(one, areWordsGuessed) - order(other, areWordsGuessed));
}
/** Candidates that hold none of these terms, in the passage, its headings or the title. */
export function withoutTerms(candidates, excluded) {
    if (excluded.length === 0) {
        return candidates;
    }
    const finder = new TermFinder(excluded);
    return candidates.filter(({ title, passage: { headings, text } }) => [title, headings.join('\n'), text].every((part) => finder.placesIn(tokensOf(part)).length === 0));
}
function share(place) {
    return 1 / (RANK_CONSTANT + place + 1);
}
function order({ isPartial, isByMeaning }, areWordsGuessed) {
    if (isByMeaning) {
        return 1;
    }
    return isPartial || areWordsGuessed ? 2 : 0;
}
