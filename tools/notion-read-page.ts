import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { editedNote, viewPage } from '../src/content/page-view.js';
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
/** Characters of the summary, the fence, the cursor and a word about edits, with some to spare. */
const FRAME = 750;
/** Shares of the answer that properties and comments may take from the text. */
const HEADER_SHARE = 0.3;
const COMMENTS_SHARE = 0.2;
/** A text gets this much however small the answer is to be: each part must lead on. */
const LEAST_TEXT = 300;
/** A longer way to name the page is not repeated in the Next line. */
const LONGEST_REFERENCE = 120;
/** Longest answer that a caller may ask for. */
const LONGEST_ANSWER = 100_000;

/** Where the next part begins, in which version of which page. */
const place = z.object({
  page: z.string(),
  content: z.string(),
  block: z.int().min(0),
  offset: z.int().min(0),
  anchor: z.string().max(40),
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
      ? await readPageHeader(
          notion,
          await findPage(notion, input.page),
          allowance,
          input.max_chars * HEADER_SHARE,
        )
      : undefined;
    const page = await reading;
    const comments =
      isStart && input.include_comments
        ? await readPageComments(notion, id, allowance, input.max_chars * COMMENTS_SHARE)
        : undefined;
    const content = contentFingerprint(page.blocks);
    const notes = [missingNote(page), header?.note ?? '', unnamedNote(page.unnamed), commentsNote(comments)];
    const again = {
      page: input.page.length > LONGEST_REFERENCE ? id : input.page,
      ...(section === undefined ? {} : { section }),
      max_chars: input.max_chars,
    };
    const around = [header?.text ?? '', comments?.text ?? ''];
    const taken = [...around, ...notes, JSON.stringify(again)].join('\n\n').length;
    const room = Math.max(LEAST_TEXT, input.max_chars - FRAME - taken);
    const view = viewPage(page.blocks, { section, find, from, room });
    return renderAnswer(
      {
        summary: view.summary,
        content: [around[0], view.text, around[1]].filter(Boolean).join('\n\n'),
        notes: [from === undefined || from.content === content ? '' : editedNote(view), ...notes],
        next: view.next && {
          tool: 'notion_read_page',
          arguments: {
            ...again,
            cursor: encodeCursor('notion_read_page', { page: id, content, ...view.next }),
          },
        },
      },
      boundary,
    );
  },
});
