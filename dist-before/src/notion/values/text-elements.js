import { splitText } from '../../text/split-text.js';
/** Most UTF-16 code units of one element, and most elements of a value (Notion's limits). */
const MAX_ELEMENT_CHARACTERS = 2000;
const MAX_ELEMENTS = 100;
/** Most UTF-16 code units of a text that is given as a value. */
export const MAX_TEXT_CHARACTERS = MAX_ELEMENT_CHARACTERS * MAX_ELEMENTS;
/** The text in elements that Notion takes. Nothing is cut within a surrogate pair, or within what looks like one character. */
export function textElements(text) {
    return splitText(text, MAX_ELEMENT_CHARACTERS).map((content) => ({ type: 'text', text: { content } }));
}
