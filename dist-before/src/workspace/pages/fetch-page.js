import { workOnText } from '../../parsing/run-text-job.js';
import { unnamedNote } from '../names/look-up-names.js';
import { isPartial, missingNote } from './missing-note.js';
import { readPageDocument } from './page-document.js';
import { readPageHeader, summaryWith } from './read-page-header.js';
/** Share of the text that properties may take. */
const HEADER_SHARE = 0.3;
/** A page's header and text from its beginning or from a place in it, in at most `room` characters. */
export async function fetchPage(session, page, from, room, lookups) {
    const [header, document] = await Promise.all([
        from === undefined ? readPageHeader(session, page, lookups) : undefined,
        readPageDocument(session, page.id, lookups, { page: Promise.resolve(page) }),
    ]);
    const top = header?.render(room * HEADER_SHARE) ?? '';
    const { summary, text, next, editedNote } = await workOnText({
        kind: 'view',
        page: document.text,
        request: { from, room: room - top.length, isPartial: isPartial(document) },
    }, { characters: document.characters, signal: session.signal });
    return {
        summary: summaryWith(header, summary),
        content: [top, text].filter((part) => part !== '').join('\n\n'),
        notes: [editedNote, missingNote(document), ...(header?.notes ?? []), unnamedNote(document.unnamed)],
        complete: from === undefined &&
            next === undefined &&
            document.transcripts === 0 &&
            header?.isCut !== true &&
            !isPartial(document),
        next,
    };
}
