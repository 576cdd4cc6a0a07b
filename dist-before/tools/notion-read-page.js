import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { cursorOfAnotherPage, decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { fitNotes, renderWithin } from '../src/content/answer/fit.js';
import { pagePosition } from '../src/content/view/page-position.js';
import { InputError } from '../src/errors.js';
import { parseReference } from '../src/notion/reference.js';
import { workOnText } from '../src/parsing/run-text-job.js';
import { cursorParameter, defineTool, pageParameter, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { findPageTarget, readTargetPage } from '../src/workspace/names/find-page.js';
import { unnamedNote } from '../src/workspace/names/look-up-names.js';
import { commentsNote, readPageComments } from '../src/workspace/comments/page-comments.js';
import { MAX_OMISSION_NOTE_CHARACTERS } from '../src/workspace/omission-note.js';
import { isPartial, missingNote } from '../src/workspace/pages/missing-note.js';
import { PageTextReader } from '../src/workspace/pages/page-text-reader.js';
import { readLinkedBlock } from '../src/workspace/pages/read-linked-block.js';
import { readPageHeader, summaryWith, renderHeaderWithin } from '../src/workspace/pages/read-page-header.js';
import { say } from '../src/text/words.js';
/** Shares of the answer for properties, comments and notes. */
const HEADER_SHARE = 0.25;
const COMMENTS_SHARE = 0.15;
const NOTES_SHARE = 0.2;
/** Characters that the summary, the fence and the next call mostly take. */
const FRAME_CHARACTERS = 650;
/** Minimum room for text: each part must make progress. */
const MIN_TEXT_CHARACTERS = 150;
/** A page reference that the Next line repeats; anything longer or odder is replaced by the id. */
const PLAIN_REFERENCE = /^[\w./:?=&%#-]{1,64}$/;
/** The section that meeting notes have their transcript in, which is read only when asked for. */
const TRANSCRIPT = /(?:^|[>›#])\s*transcript(?: \(\d{1,9}\))?$/i;
/** Longest answer that a caller may ask for. */
const MAX_ANSWER_CHARACTERS = 100_000;
const positionSchema = pagePosition.extend({ page: z.string() });
export default defineTool({
    name: 'notion_read_page',
    title: 'Read a Notion page',
    description: 'A page as Markdown: title, place, properties by name, text. A long page comes as its outline and first part with a cursor for the next; ' +
        'section returns the part under a heading, find only the passages with the words.',
    input: z.object({
        page: pageParameter,
        section: z.string().trim().min(1).max(500).optional().describe('Read only this heading or path "A > B"'),
        find: z.string().trim().min(1).max(300).optional().describe('Words to find in the page'),
        cursor: cursorParameter,
        max_chars: z
            .int()
            .min(2000)
            .max(MAX_ANSWER_CHARACTERS)
            .default(20_000)
            .describe('Longest answer, at most 100,000 characters'),
        include_comments: z.boolean().default(false).describe('Append open comments on the page'),
        include_transcript: z.boolean().default(false).describe('Include transcripts of meetings'),
    }),
    annotations: readOnly,
    maxResultCharacters: MAX_ANSWER_CHARACTERS,
    async run(input, { notion, boundary, extraRequests, now }) {
        const { section, find, cursor } = input;
        // Content left out because of its authors is reported below the answer.
        const most = input.max_chars - (notion.lockdown === undefined ? 0 : MAX_OMISSION_NOTE_CHARACTERS);
        if (section !== undefined && find !== undefined) {
            throw new InputError('find', say `section and find do not go together.`, say `Pass one of them.`);
        }
        const target = await findPageTarget(notion, input.page);
        const from = decodeCursor('notion_read_page', cursor, positionSchema);
        if (from !== undefined && from.page !== target.id) {
            throw cursorOfAnotherPage();
        }
        const lookups = new LookupBudget(extraRequests);
        const isStart = from === undefined && find === undefined;
        const withComments = isStart && input.include_comments;
        const transcripts = input.include_transcript || TRANSCRIPT.test(section ?? '');
        const texts = new PageTextReader(notion, lookups, {
            id: target.id,
            transcripts,
            isPart: !isStart || section !== undefined,
            isNext: from !== undefined,
            now,
        });
        // All requests at once; a failing text must wait for the page's own error, which distinguishes a database from a page.
        const found = isStart ? readTargetPage(notion, target, input.page) : undefined;
        const ofFound = found?.then(({ page }) => page);
        ofFound?.catch(() => { });
        const read = (id, blockId) => Promise.all([
            texts.read(id, ofFound),
            withComments ? readPageComments(notion, id, lookups, most * COMMENTS_SHARE) : undefined,
            isStart && section === undefined && blockId !== undefined
                ? readLinkedBlock(notion, blockId, lookups)
                : undefined,
        ]);
        const reading = read(target.id, target.blockId);
        reading.catch(() => { });
        const opened = await found;
        const header = opened && (await readPageHeader(notion, opened.page, lookups));
        const id = opened?.page.id ?? target.id;
        const [page, comments, block] = await (id === target.id ? reading : read(id, opened?.blockId));
        const isPlain = parseReference(input.page)?.id === id && PLAIN_REFERENCE.test(input.page);
        const again = {
            page: isPlain ? input.page : id,
            max_chars: input.max_chars,
            ...(transcripts ? { include_transcript: true } : {}),
        };
        const notes = [
            missingNote(page),
            ...(header?.notes ?? []),
            unnamedNote(page.unnamed),
            commentsNote(comments),
        ];
        const title = header?.title;
        const left = most - FRAME_CHARACTERS - [comments?.text ?? '', ...notes].join('\n\n').length;
        const view = (request) => workOnText({ kind: 'view', page: page.text, request }, { ...page, signal: notion.signal });
        const whole = async () => (await view({ section, title, block, room: Number.POSITIVE_INFINITY })).text.length;
        const top = header === undefined
            ? ''
            : await renderHeaderWithin(header, most * HEADER_SHARE, async () => left - (await whole()));
        let isAll = true;
        const answer = await renderWithin(most, left - top.length, MIN_TEXT_CHARACTERS, async (room) => {
            const shown = await view({ section, find, title, block, from, room, isPartial: isPartial(page) });
            isAll = shown.next === undefined;
            return renderAnswer({
                summary: summaryWith(header, shown.summary),
                content: [top, shown.text, comments?.text ?? ''].filter(Boolean).join('\n\n'),
                notes: fitNotes([shown.editedNote, shown.wordsNote ?? '', ...notes], most * NOTES_SHARE),
                next: shown.next && {
                    tool: 'notion_read_page',
                    arguments: {
                        ...again,
                        cursor: encodeCursor('notion_read_page', { page: id, ...shown.next }),
                    },
                },
            }, boundary);
        });
        if (!isAll) {
            await texts.keep(page);
        }
        return answer;
    },
});
