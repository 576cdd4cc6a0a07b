import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { InputError } from '../src/errors.js';
import { quote } from '../src/text/quote.js';
import { searchWords } from '../src/text/search-words.js';
import { cursorParameter, defineTool, limitParameter, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { hitLine } from '../src/workspace/search/hit-line.js';
import { referencedHit } from '../src/workspace/search/referenced-hit.js';
import { searchTexts, withoutTexts, type TextHits } from '../src/workspace/search/text-hits.js';
import { holdsAllWords } from '../src/workspace/search/rank-titles.js';
import { findTitles, cacheHits } from '../src/workspace/search/title-hits.js';
import { say } from '../src/text/words.js';

/** Of the extra requests, those for names in texts and for parts of them that were left out; the paths of hits need the others. */
const TEXT_SHARE = 0.25;

const NOTION_KIND = { any: undefined, page: 'page', database: 'data_source' } as const;

/** Batches of Notion's that were ranked as one, and how many of their hits were shown. */
const positionSchema = z.object({
  batch: z.string().optional(),
  batches: z.int().min(1).max(9).optional(),
  shown: z.int().min(0).max(1000),
});

export default defineTool({
  name: 'notion_search',
  title: 'Search Notion',
  description:
    'Finds pages, rows and databases by words of the title: title, kind, location, last edit, URL. ' +
    'Notion searches titles only; in_text also reads a few pages. An empty query lists the latest edits.',
  input: z.object({
    query: z
      .string()
      .trim()
      .max(300)
      .default('')
      .describe('Words, or a URL or id; empty lists the latest edits'),
    kind: z.enum(['any', 'page', 'database']).default('any').describe('What to look for'),
    in_text: z
      .boolean()
      .default(false)
      .describe('Also read the text of the best and latest pages (about 8), and show passages'),
    limit: limitParameter(10, 50),
    cursor: cursorParameter,
  }),
  annotations: readOnly,

  async run({ query, kind, in_text: inText, limit, cursor }, { notion, boundary, extraRequests }) {
    if (inText && (query === '' || kind === 'database')) {
      const problem = query === '' ? say`There are no words to search for.` : say`Databases have no text.`;
      throw new InputError('in_text', problem, say`Pass a query and kind any or page, or omit in_text.`);
    }
    const from = decodeCursor('notion_search', cursor, positionSchema);
    const lookups = new LookupBudget(extraRequests);
    const referenced = await referencedHit(notion, query);
    if (referenced !== undefined) {
      return renderAnswer(
        {
          summary: 'The page or database of this address or id; titles were not searched.',
          content: await hitLine(notion, referenced, undefined, lookups),
        },
        boundary,
      );
    }
    const titles = await findTitles(notion, query, NOTION_KIND[kind], from);
    const shown = from?.shown ?? 0;
    const onPage = titles.hits.slice(shown, shown + limit);
    const forTexts = lookups.slice(Math.ceil(extraRequests * TEXT_SHARE));
    const texts: TextHits = inText
      ? await searchTexts(notion, query, onPage, from === undefined, forTexts)
      : withoutTexts(onPage);
    cacheHits(notion, texts.hits);
    const lines = await Promise.all(texts.hits.map((hit) => hitLine(notion, hit, hit.passage, lookups)));
    const next =
      shown + onPage.length < titles.hits.length
        ? { batch: from?.batch, batches: titles.batches, shown: shown + onPage.length }
        : titles.nextBatch && { batch: titles.nextBatch, batches: 1, shown: 0 };
    return renderAnswer(
      {
        summary: summarise(query, texts, Boolean(next), from !== undefined),
        content: lines.join('\n'),
        notes: [textNote(texts)],
        next: next
          ? {
              tool: 'notion_search',
              arguments: {
                query: titles.query,
                ...(kind === 'any' ? {} : { kind }),
                ...(inText ? { in_text: true } : {}),
                limit,
                cursor: encodeCursor('notion_search', next),
              },
            }
          : undefined,
      },
      boundary,
    );
  },
});

function summarise(query: string, { hits, read }: TextHits, more: boolean, continued: boolean): string {
  if (hits.length === 0 && !continued) {
    if (query === '') {
      return 'Nothing is shared with this connection yet. Newly shared pages may take a few minutes to appear.';
    }
    return read > 0
      ? `No title matches ${quote(query)}, nor does the text of the pages read. Try fewer or other words.`
      : `No title matches ${quote(query)}. Notion searches titles only, and newly shared pages may take a few minutes to appear. Try fewer or other words, in_text, or, with a URL or id, notion_read_page.`;
  }
  const where = read > 0 ? 'titles, and some texts' : 'titles only';
  const isPartial =
    searchWords(query).typed.includes(' ') &&
    hits.every(({ summary, passage }) => passage === undefined && !holdsAllWords(summary.title, query));
  const noun = isPartial ? ['title', 'titles'] : ['best match', 'best matches'];
  const words = `${noun[hits.length === 1 ? 0 : 1]} ${isPartial ? 'with some of the words of' : 'for'}`;
  const what = query === '' ? 'most recently edited' : `${words} ${quote(query)} (${where})`;
  return `${hits.length} ${continued ? 'further ' : ''}${what}; ${more ? 'there are more' : 'that is all'}.`;
}

function textNote({ read, recent, failed, cut }: TextHits): string {
  if (read + failed === 0) {
    return '';
  }
  const which = [
    read > recent ? `${read - recent} found by title` : '',
    recent > 0 ? `${recent} edited last` : '',
  ].filter((part) => part !== '');
  const unread = failed > 0 ? ` Could not be read: ${pluralize(failed, 'page')}.` : '';
  const begun = cut > 0 ? ` Only the beginning of ${pluralize(cut, 'long page')} was read.` : '';
  return `Read the text of ${pluralize(read, 'page')}${which.length === 0 ? '' : ` (${which.join(', ')})`}; other pages may match too.${unread}${begun}`;
}
