import { distance } from 'fastest-levenshtein';
import { foldText } from './match-text.js';
import { isEmptyWord } from './empty-word.js';
import { contradict, isSynonym } from './opposites.js';
import { EMPTY_WORDS, nameAmong, say } from './words.js';
/** More of a name is not compared, in UTF-16 code units. */
const MAX_COMPARED_CHARACTERS = 80;
/** A name is "near" when at most this share of its letters differs. */
const MAX_DIFFERENCE_SHARE = 0.4;
/** Shorter pieces are found inside nearly every name. */
const MIN_PIECE_CHARACTERS = 3;
/** Names from this length on may have two wrong letters. */
const MIN_CHARACTERS_FOR_TWO = 8;
/**
 * The name that was probably meant, if one is near enough to be worth a question. Never one that says the opposite:
 * `unpaid` is spelt nearly like `paid`, and `and` like `any`, though it means `all`. Nor for a word that says "no value":
 * `none` is no misspelt `Done`.
 */
export function nearest(wanted, names) {
    const compared = wanted.slice(0, MAX_COMPARED_CHARACTERS);
    if (isEmptyWord(compared)) {
        return undefined;
    }
    const folded = foldText(compared);
    const ranked = names
        .map((name) => ({
        name,
        difference: difference(folded, foldText(name.slice(0, MAX_COMPARED_CHARACTERS))),
    }))
        .filter((candidate) => candidate.difference <= MAX_DIFFERENCE_SHARE)
        .toSorted((left, right) => left.difference - right.difference);
    const fitting = ranked.find(({ name }) => !contradict(compared, name.slice(0, MAX_COMPARED_CHARACTERS)));
    return fitting?.name ?? names.find((name) => isSynonym(compared, name.slice(0, MAX_COMPARED_CHARACTERS)));
}
/** `Did you mean "Status"? ` or nothing; goes before the list of what is valid. */
export function didYouMean(wanted, names) {
    const name = nearest(wanted, names);
    return name === undefined ? EMPTY_WORDS : say `Did you mean ${nameAmong(name, names)}? `;
}
/**
 * Whether somebody who meant `right` may have written this. `action` is no misspelt `section`: the first letter is rarely
 * wrong, and a short name with two other letters is another name.
 */
export function isMisspelt(written, right) {
    const isComparable = written.length <= MAX_COMPARED_CHARACTERS && written[0] === right[0];
    return (isComparable &&
        (distance(written, right) <= (right.length < MIN_CHARACTERS_FOR_TWO ? 1 : 2) ||
            sortedLetters(written) === sortedLetters(right)));
}
/** 0 = equal, 1 = nothing in common. A whole name inside the other counts as near, and so do swapped letters. */
function difference(left, right) {
    const shorter = Math.min(left.length, right.length);
    if (shorter === 0) {
        return 1;
    }
    const share = distance(left, right) / Math.max(left.length, right.length);
    const within = shorter >= MIN_PIECE_CHARACTERS && (left.includes(right) || right.includes(left));
    return within || sortedLetters(left) === sortedLetters(right)
        ? Math.min(share, MAX_DIFFERENCE_SHARE)
        : share;
}
function sortedLetters(text) {
    return Array.from(text).toSorted().join('');
}
