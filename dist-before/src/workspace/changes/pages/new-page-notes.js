import { colorNote } from '../color-note.js';
import { lockedNote } from '../locked-note.js';
/** A caption in the form in which it is read and added. */
const CAPTION_OF_CODE = /^ {0,20}(?:```|~~~) *\n\n?\s{0,20}\[caption: /m;
/** What somebody who makes pages there should know. */
export function newPageNotes(parent, pages) {
    return [
        parent.kind === 'private'
            ? 'Private, at the top of the workspace: only the person whom this connection acts for sees it.'
            : '',
        parent.kind === 'page' ? lockedNote([parent.page]) : '',
        colorNote(pages.map(({ content = '' }) => content)),
        pages.some(({ content = '' }) => CAPTION_OF_CODE.test(content))
            ? 'Notion makes paragraphs of captions of code in new pages; notion_add_content writes captions.'
            : '',
    ];
}
