import { listNames, listWords, say } from '../../text/words.js';
/** Words whose other places are named, and places of one word. */
const MAX_WORDS = 4;
const MAX_PLACES = 2;
/** Besides passages, a word that stands in more places than this is too common to look for there. */
const MAX_PLACES_OF_INTEREST = 3;
/** Which words are nowhere in the page, and where the others stand besides the passages; '' if nothing is to be said. */
export function wordPlacesNote(missing, all, { hasPassages, hasGaps }) {
    const elsewhere = hasPassages ? all.filter(({ places }) => places.length <= MAX_PLACES_OF_INTEREST) : all;
    const sentences = [
        missing.length > 0
            ? say `Not in ${hasGaps ? say `what was read` : say `the page`}: ${listNames(missing)}.`
            : undefined,
        elsewhere.length > 0
            ? say `Elsewhere: ${listWords(elsewhere.slice(0, MAX_WORDS), describeWord, '; ')}.`
            : undefined,
    ];
    return sentences.flatMap((sentence) => (sentence === undefined ? [] : [String(sentence)])).join(' ');
}
function describeWord({ word, places }) {
    const shown = listWords(places.slice(0, MAX_PLACES), ({ section, blocks }) => {
        const place = section === '' ? say `the beginning` : say `${section}`;
        return blocks === 1 ? place : say `${place} (${blocks} blocks)`;
    }, ', ');
    const more = places.length - MAX_PLACES;
    return more > 0 ? say `${word} in ${shown} and ${more} more` : say `${word} in ${shown}`;
}
