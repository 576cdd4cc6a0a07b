import { foldText } from '../../text/match-text.js';
/** What a reader sees differs from this by more than signs: a tag, a link, an address. */
const RENDERED_OTHERWISE = /[<[]|:\/\//;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** A character that is not seen, or a letter that is compared as an apostrophe. */
const UNCLEAR = /[\p{Default_Ignorable_Code_Point}ʼ]/u;
const NO_LETTERS = /[^\p{L}\p{N}\p{So}\p{Sc}]|\$/gu;
/**
 * Whether a unit that was not rendered yet may hold one of the words. Rendering only takes signs away or adds some, so that
 * a word whose letters do not stand in this order in the unrendered text does not stand in the rendered one.
 */
export function mayHold(words) {
    const letters = words.map(lettersOf);
    return ({ unrendered }) => {
        if (unrendered === undefined || RENDERED_OTHERWISE.test(unrendered) || isUnclear(unrendered)) {
            return true;
        }
        const held = lettersOf(unrendered);
        return letters.some((word) => held.includes(word));
    };
}
function isUnclear(text) {
    return BEYOND_ASCII.test(text) && UNCLEAR.test(text);
}
/** Letters, digits and symbols as they are compared. The form of a sigma depends on what follows it. */
function lettersOf(text) {
    return BEYOND_ASCII.test(text)
        ? foldText(text).replaceAll(NO_LETTERS, '').replaceAll('ς', 'σ')
        : text.toLowerCase().replaceAll(/[^a-z\d]+/g, '');
}
