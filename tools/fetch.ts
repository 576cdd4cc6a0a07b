import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { shortUrl } from '../src/content/short-url.js';
import { plainTitle } from '../src/content/plain-title.js';
import { defineTool, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { rememberCard } from '../src/workspace/cards.js';
import { findEntry } from '../src/workspace/find-entry.js';
import { readWholeDatabase } from '../src/workspace/whole-database.js';
import { readWholePage } from '../src/workspace/whole-page.js';

/** Requests spent on names, the path, long lists and places that the markdown endpoint left out. */
const EXTRA_REQUESTS = 40;
/** Characters of one text; some 15,000 tokens. */
const ROOM = 60_000;
/** The tool takes an id and nothing else, so the place where a long page goes on is a part of the id. */
const PART = /#part=([\w-]+)$/;

const place = z.object({
  content: z.string(),
  block: z.int().min(0),
  offset: z.int().min(0),
  anchor: z.string().max(40),
});

export default defineTool({
  name: 'fetch',
  title: 'Fetch from Notion',
  description:
    'The whole text of a Notion page, or the columns and rows of a database, by an id from search. A long page comes in parts: its text ends with the id of the next.',
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

  async run({ id }, { notion, boundary }) {
    const from = decodeCursor('fetch', PART.exec(id)?.[1], place);
    const reference = id.replace(PART, '');
    const entry = await findEntry(notion, reference, 'id');
    const allowance = new RequestAllowance(EXTRA_REQUESTS);
    const { next, complete, ...whole } =
      entry.object === 'page'
        ? await readWholePage(notion, entry, from, ROOM, allowance)
        : await readWholeDatabase(notion, entry, allowance);
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
