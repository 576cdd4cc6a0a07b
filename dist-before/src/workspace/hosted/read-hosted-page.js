import { renderAnswer } from '../../content/answer/answer.js';
import { cursorOfAnotherPage, decodeCursor, encodeCursor } from '../../content/answer/cursor.js';
import { hostedPage } from '../../content/hosted/hosted-page.js';
import { noNames } from '../../content/names.js';
import { pathText, titleText } from '../../content/print/title-text.js';
import { oneLine } from '../../content/rich-text/escape.js';
import { pagePosition } from '../../content/view/page-position.js';
import { InputError, UnexpectedResponseError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { nameDocument, parseDocument } from '../../parsing/parse-document.js';
import { workOnText } from '../../parsing/run-text-job.js';
import { say } from '../../text/words.js';
import * as z from 'zod';
/** Characters that the summary, the fence and the next call mostly take. */
const FRAME_CHARACTERS = 900;
/** Share of the answer for properties. */
const HEADER_SHARE = 0.25;
/** Characters of one property. */
const MAX_VALUE_CHARACTERS = 500;
const MIN_TEXT_CHARACTERS = 150;
const positionSchema = pagePosition.extend({ page: z.string() });
/**
 * A page as the hosted server shows it, in the form of every other page. `label` says why it comes from there.
 */
export async function readHostedPage(hosted, wanted, label, { signal, boundary }) {
    const { section, find, cursor, max_chars: most } = wanted;
    const id = parseReference(wanted.page)?.id;
    if (id === undefined) {
        throw new InputError('page', say `Through Notion's hosted server alone, pages are found by address or id only.`, say `Call notion_search with the title, and pass the address that it gives.`);
    }
    const from = decodeCursor('notion_read_page', cursor, positionSchema);
    if (from !== undefined && from.page !== id) {
        throw cursorOfAnotherPage();
    }
    const { text } = await hosted.call('fetch', {
        id,
        ...(wanted.include_transcript ? { include_transcript: true } : {}),
    });
    const page = hostedPage(text);
    if (page === undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered with something that is no page.`, say `Open it in Notion.`);
    }
    if (page.kind === 'database') {
        throw new InputError('page', say `This is a database, not a page.`, say `Call notion_query_database or, for its columns, notion_describe_database.`);
    }
    const characters = page.markdown.length;
    const source = { kind: 'markdown', markdown: page.markdown, unknownBlockIds: [], page: id };
    const parsed = await parseDocument({ ...source, transcripts: wanted.include_transcript }, { characters, signal });
    const piece = await nameDocument(parsed, () => Promise.resolve(noNames));
    const top = from === undefined && find === undefined ? headerOf(page, most * HEADER_SHARE) : '';
    const room = Math.max(MIN_TEXT_CHARACTERS, most - FRAME_CHARACTERS - top.length - label.length);
    const { title } = page;
    const request = { section, find, title, from, room, isPartial: page.isTruncated };
    const shown = await workOnText({ kind: 'view', page: [piece], request }, { characters, signal });
    return renderAnswer({
        summary: `${label} ${shown.summary}`,
        content: [top, shown.text].filter((part) => part !== '').join('\n\n'),
        notes: [
            shown.editedNote,
            shown.wordsNote ?? '',
            page.isTruncated ? 'Notion has left out a part of this page.' : '',
            wanted.include_comments ? 'Comments are in notion_list_comments.' : '',
        ],
        next: shown.next && {
            tool: 'notion_read_page',
            arguments: {
                page: id,
                max_chars: most,
                cursor: encodeCursor('notion_read_page', { page: id, ...shown.next }),
            },
        },
    }, boundary);
}
/** Title, place and properties. */
function headerOf({ title, address, path, edited, properties }, most) {
    const lines = [
        `# ${titleText(title === '' ? 'Untitled' : title)}`,
        oneLine(address),
        ...(path.length === 0 ? [] : [`in ${pathText(path)}`]),
        ...(edited === undefined ? [] : [`edited ${edited}`]),
        ...properties
            .filter(([, value]) => value !== title && value !== address)
            .map(([name, value]) => `${titleText(name)}: ${titleText(value, MAX_VALUE_CHARACTERS)}`),
    ];
    let length = 0;
    const fitting = lines.filter((line, at) => {
        length += line.length + 1;
        return at < 2 || length <= most;
    });
    const left = lines.length - fitting.length;
    return [...fitting, ...(left === 0 ? [] : [`(${left} more properties)`])].join('\n');
}
