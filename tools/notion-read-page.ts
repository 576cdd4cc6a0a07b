import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { viewPage } from '../src/content/page-view.js';
import { contentFingerprint } from '../src/content/parts.js';
import { InputError } from '../src/errors.js';
import { requireReference } from '../src/notion/reference.js';
import { cursorParameter, defineTool, pageParameter, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { findPage } from '../src/workspace/find-page.js';
import { unnamedNote } from '../src/workspace/names.js';
import { commentsNote, readPageComments } from '../src/workspace/page-comments.js';
import { missingNote, readPageDocument } from '../src/workspace/page-document.js';
import { readPageHeader } from '../src/workspace/read-page-header.js';

/** Requests spent on names, the path, long lists and places that the markdown endpoint left out. */
const EXTRA_REQUESTS = 40;
/** Characters kept free for the answer's frame: summary, fence, notes and the Next line. */
const FRAME = 900;
/** Longest answer that a caller may ask for. */
const LONGEST_ANSWER = 100_000;

/** Where the next part begins, in which version of which page. */
const place = z.object({
  page: z.string(),
  content: z.string(),
  block: z.int().min(0),
  offset: z.int().min(0),
});

export default defineTool({
  name: 'notion_read_page',
  title: 'Read a Notion page',
  description:
    'A page as Markdown: title, place, properties by name, text. A long page comes as its outline and first part with a cursor for the next; ' +
    'section returns one part by its heading, find only the passages that hold the words.',
  input: z.object({
    page: pageParameter,
    section: z.string().trim().min(1).max(500).optional().describe('Heading, or path "A > B", to read only'),
    find: z.string().trim().min(1).max(300).optional().describe('Words to find in the page'),
    cursor: cursorParameter,
    max_chars: z
      .int()
      .min(2000)
      .max(LONGEST_ANSWER)
      .default(20_000)
      .describe('Longest answer, in characters'),
    include_comments: z.boolean().default(false).describe('Append open comments on the page'),
  }),
  annotations: readOnly,
  maximumResultCharacters: LONGEST_ANSWER,

  async run(input, { notion, boundary }) {
    const { section, find, cursor } = input;
    if (section !== undefined && find !== undefined) {
      throw new InputError('find', 'section and find do not go together.', 'Pass one of them.');
    }
    const { id } = requireReference(input.page, 'page', 'page');
    const from = decodeCursor('notion_read_page', cursor, place);
    if (from !== undefined && from.page !== id) {
      throw new InputError('cursor', 'This cursor belongs to another page.', 'Pass the page it came with.');
    }
    const allowance = new RequestAllowance(EXTRA_REQUESTS);
    // Both requests at once; a failing text must wait for the page's own error, which tells a database from a page.
    const reading = readPageDocument(notion, id, allowance);
    reading.catch(() => {});
    const isStart = from === undefined && find === undefined;
    const header = isStart
      ? await readPageHeader(notion, await findPage(notion, input.page), allowance)
      : undefined;
    const page = await reading;
    const comments =
      isStart && input.include_comments ? await readPageComments(notion, id, allowance) : undefined;
    const around = [header?.text ?? '', comments?.text ?? ''];
    const room = input.max_chars - FRAME - around.join('').length;
    const view = viewPage(page.blocks, { section, find, from, room: Math.max(room, FRAME) });
    const content = contentFingerprint(page.blocks);
    return renderAnswer(
      {
        summary: view.summary,
        content: [around[0], view.text, around[1]].filter(Boolean).join('\n\n'),
        notes: [
          from !== undefined && from.content !== content
            ? 'The page was edited since the cursor was made, so parts may be missing or repeated; read again without cursor to be sure.'
            : '',
          missingNote(page),
          header?.note ?? '',
          unnamedNote(page.unnamed),
          commentsNote(comments),
        ],
        next: view.next && {
          tool: 'notion_read_page',
          arguments: {
            page: input.page,
            ...(section === undefined ? {} : { section }),
            max_chars: input.max_chars,
            cursor: encodeCursor('notion_read_page', { page: id, content, ...view.next }),
          },
        },
      },
      boundary,
    );
  },
});
