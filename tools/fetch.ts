import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { pagePlace } from '../src/content/view/page-position.js';
import { plainTitle } from '../src/content/print/plain-title.js';
import { shortUrl } from '../src/content/answer/short-url.js';
import { InputError } from '../src/errors.js';
import { defineTool, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/lookup-budget.js';
import { rememberCard } from '../src/workspace/names/titles.js';
import { findEntry } from '../src/workspace/names/find-page-or-database.js';
import { readWholeDatabase, rowsPlace } from '../src/workspace/databases/fetch-database.js';
import { readWholePage } from '../src/workspace/pages/fetch-page.js';
import { say } from '../src/text/words.js';

/** Characters of one text; some 15,000 tokens. */
const ROOM = 60_000;
/** The tool takes an id and nothing else, so the place where a long page goes on is a part of the id. */
const PART = /#part=([\w-]+)$/;

const place = z.union([pagePlace, rowsPlace]);

export default defineTool({
  name: 'fetch',
  title: 'Fetch from Notion',
  description:
    'The whole text of a Notion page, or the columns and rows of a database, by an id from search. What is long comes in parts: the text ends with the id of the next.',
  input: z.object({
    id: z.string().trim().min(1).max(2000).describe('Id from search, or a Notion URL'),
  }),
  output: z.object({
    id: z.string().describe('As it was asked for'),
    title: z.string().describe('Title'),
    text: z.string().describe('Text as Markdown; the words of the workspace stand in a fence'),
    url: z.string().describe('Address in Notion'),
    metadata: z
      .object({
        kind: z.string().describe('page or database'),
        last_edited: z.string().describe('Time of the last edit'),
        complete: z.boolean().describe('Whether the text is all there is'),
      })
      .describe('Facts'),
  }),
  annotations: readOnly,
  maximumResultCharacters: 100_000,

  async run({ id }, { notion, boundary, extraRequests }) {
    const from = decodeCursor('fetch', PART.exec(id)?.[1], place);
    const reference = id.replace(PART, '');
    const entry = await findEntry(notion, reference, 'id');
    const allowance = new RequestAllowance(extraRequests);
    const [inPage, inRows] = from !== undefined && 'rows' in from ? [undefined, from] : [from, undefined];
    if ((entry.object === 'page' ? inRows : inPage) !== undefined) {
      throw new InputError(
        'id',
        say`The part belongs to something else.`,
        say`Leave "#part=" and what follows out.`,
      );
    }
    const { next, complete, ...whole } =
      entry.object === 'page'
        ? await readWholePage(notion, entry, inPage, ROOM, allowance)
        : await readWholeDatabase(notion, entry, inRows, ROOM, allowance);
    return {
      structured: {
        id,
        title: plainTitle(rememberCard(notion, entry).title),
        text: renderAnswer(
          {
            ...whole,
            next: next && {
              tool: 'fetch',
              arguments: { id: `${reference}#part=${encodeCursor('fetch', next)}` },
            },
          },
          boundary,
        ),
        url: shortUrl(entry.url),
        metadata: {
          kind: entry.object === 'page' ? 'page' : 'database',
          last_edited: entry.last_edited_time,
          complete,
        },
      },
    };
  },
});
