import { composed } from '../analysis/tokens.js';
import { splitText } from '../../text/split-text.js';
import { MAX_ID_CHARACTERS, MAX_TITLE_CHARACTERS, } from './document.js';
/** Passages of one document; what follows is not indexed. */
export const MAX_PASSAGES = 4096;
/** Longest text of a passage, in UTF-16 code units: `passages.ts` makes shorter ones. */
const MAX_PASSAGE_CHARACTERS = 20_000;
/** Headings above a passage, and people of a document. */
const MAX_HEADINGS = 10;
const MAX_PEOPLE = 100;
/** A document within the bounds of an index, with composed texts. Throws for an id that is too long to be kept apart from others. */
export function boundedDocument(document) {
    for (const id of [document.id, document.parent ?? '']) {
        if (id.length > MAX_ID_CHARACTERS) {
            throw new RangeError('An id of a document is too long for the index.');
        }
    }
    return {
        ...document,
        title: shortened(document.title, MAX_TITLE_CHARACTERS),
        url: document.url.slice(0, MAX_TITLE_CHARACTERS),
        people: document.people.slice(0, MAX_PEOPLE).map(boundedPerson),
        editedBy: document.editedBy === undefined ? undefined : boundedPerson(document.editedBy),
        passages: document.passages.slice(0, MAX_PASSAGES).map(boundedPassage),
    };
}
function boundedPerson({ id, name }) {
    return { id: id?.slice(0, MAX_ID_CHARACTERS), name: shortened(name, MAX_TITLE_CHARACTERS) };
}
function boundedPassage({ part, anchor, headings, text }) {
    return {
        part,
        anchor: anchor?.slice(0, MAX_ID_CHARACTERS),
        headings: headings.slice(-MAX_HEADINGS).map((heading) => shortened(heading, MAX_TITLE_CHARACTERS)),
        text: shortened(text, MAX_PASSAGE_CHARACTERS),
    };
}
function shortened(text, longest) {
    return composed(text.length <= longest ? text : (splitText(text, longest)[0] ?? ''));
}
