import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { pagePosition } from '../src/content/view/page-position.js';
import { plainTitle } from '../src/content/print/title-text.js';
import { shortUrl } from '../src/content/notion-id.js';
import { InputError } from '../src/errors.js';
import { defineTool, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { cacheSummary } from '../src/workspace/names/titles.js';
import { findPageOrDatabase } from '../src/workspace/names/find-page-or-database.js';
import { fetchDatabase, rowsPosition } from '../src/workspace/databases/fetch-database.js';
import { fetchPage } from '../src/workspace/pages/fetch-page.js';
import { say } from '../src/text/words.js';
/** Characters of one text; some 15,000 tokens. */
const MAX_TEXT_CHARACTERS = 60_000;
/** The tool takes an id and nothing else, so the position where a long page continues is part of the id. */
const PART_PATTERN = /#part=([\w-]+)$/;
const positionSchema = z.union([pagePosition, rowsPosition]);
export default defineTool({
    name: 'fetch',
    title: 'Fetch from Notion',
    description: 'The full text of a Notion page, or the columns and rows of a database, by an id from search. Long text comes in parts; each ends with the id of the next.',
    input: z.object({
        id: z.string().trim().min(1).max(2000).describe('Id from search, or a Notion URL'),
    }),
    output: z.object({
        id: z.string().describe('As requested'),
        title: z.string().describe('Title'),
        text: z.string().describe('Text as Markdown; workspace content is fenced'),
        url: z.string().describe('Address in Notion'),
        metadata: z
            .object({
            kind: z.string().describe('page or database'),
            last_edited: z.string().describe('Time of the last edit'),
            complete: z.boolean().describe('Whether the text is complete'),
        })
            .describe('Facts'),
    }),
    annotations: readOnly,
    maxResultCharacters: 100_000,
    async run({ id }, { notion, boundary, extraRequests }) {
        const from = decodeCursor('fetch', PART_PATTERN.exec(id)?.[1], positionSchema);
        const reference = id.replace(PART_PATTERN, '');
        const entry = await findPageOrDatabase(notion, reference, 'id');
        const lookups = new LookupBudget(extraRequests);
        const [inPage, inRows] = from !== undefined && 'rows' in from ? [undefined, from] : [from, undefined];
        if ((entry.object === 'page' ? inRows : inPage) !== undefined) {
            throw new InputError('id', say `The part belongs to another item.`, say `Omit "#part=" and what follows.`);
        }
        const { next, complete, ...whole } = entry.object === 'page'
            ? await fetchPage(notion, entry, inPage, MAX_TEXT_CHARACTERS, lookups)
            : await fetchDatabase(notion, entry, inRows, MAX_TEXT_CHARACTERS, lookups);
        return {
            structured: {
                id,
                title: plainTitle(cacheSummary(notion, entry).title),
                text: renderAnswer({
                    ...whole,
                    next: next && {
                        tool: 'fetch',
                        arguments: { id: `${reference}#part=${encodeCursor('fetch', next)}` },
                    },
                }, boundary),
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
