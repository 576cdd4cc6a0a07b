import { graphemeBoundary, truncateText } from '../../../content/answer/truncate.js';
import { titleText } from '../../../content/print/title-text.js';
import { escapeText } from '../../../content/rich-text/escape.js';
import { foldText } from '../../../text/match-text.js';
/** Most places that are shown for a text that stands in several. */
const MAX_CANDIDATES = 10;
/** Most lines that are shown for a text that stands nowhere. */
const MAX_NEAREST = 3;
/** Characters that are shown around a place on each side, and of a line. */
const MAX_AROUND_CHARACTERS = 60;
const MAX_LINE_CHARACTERS = 300;
/** Words of a text that is not found by which lines are compared with it. */
const MAX_COMPARED_WORDS = 100;
/** Places of one text with what is around each. */
export function shownPlaces(places) {
    const shown = places
        .slice(0, MAX_CANDIDATES)
        .flatMap(([piece], at) => piece === undefined
        ? []
        : [`${at + 1}. ${above(piece.block)}${around(piece.text.text, piece.start, piece.end)}`]);
    return places.length > MAX_CANDIDATES ? [...shown, `and ${places.length - MAX_CANDIDATES} more`] : shown;
}
/** The lines that share most words with a text that is not there. */
export function nearestLines(blocks, find) {
    const wanted = new Set(wordsOf(find).slice(0, MAX_COMPARED_WORDS));
    return blocks
        .flatMap((block) => block.texts.map((text) => ({ block, text, likeness: likeness(text, wanted) })))
        .filter((each) => each.likeness > 0)
        .toSorted((one, other) => other.likeness - one.likeness)
        .slice(0, MAX_NEAREST)
        .map(({ block, text }) => `${above(block)}${titleText(text.text, MAX_LINE_CHARACTERS)}`);
}
/** Each edit of a call that finds nothing looks at all of them. */
const wordsOfTexts = new WeakMap();
/** Share of the wanted words that a text has, less for what it has besides. */
function likeness(text, wanted) {
    const words = wordsOfTexts.get(text) ?? new Set(wordsOf(text.text));
    wordsOfTexts.set(text, words);
    const shared = [...wanted].filter((word) => words.has(word)).length;
    return shared === 0 ? 0 : shared / (wanted.size + Math.max(0, words.size - wanted.size) / 4);
}
function wordsOf(text) {
    return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
function above({ heading }) {
    return heading === '' ? '' : `${titleText(heading, MAX_AROUND_CHARACTERS)}: `;
}
function around(text, start, end) {
    const from = graphemeBoundary(text, start - MAX_AROUND_CHARACTERS);
    const to = graphemeBoundary(text, end + MAX_AROUND_CHARACTERS);
    const found = truncateText(text.slice(start, end), MAX_LINE_CHARACTERS);
    const line = `${from > 0 ? '…' : ''}${text.slice(from, start)}${found}${text.slice(end, to)}${to < text.length ? '…' : ''}`;
    return escapeText(line.replaceAll(/\s+/g, ' '));
}
