import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { shortUrl } from '../src/content/short-url.js';
import { pathText, titleText } from '../src/content/title-text.js';
import { quote } from '../src/text/suggest.js';
import { searchTitles, type SearchPage } from '../src/notion/search.js';
import type { NotionSession } from '../src/notion/session.js';
import { cursorParameter, defineTool, limitParameter, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { rememberCard, type Card } from '../src/workspace/cards.js';
import { pathTo } from '../src/workspace/path.js';
import { rankByTitle } from '../src/workspace/rank-titles.js';

/** Titles looked at for one answer, so that the best fit is found although Notion orders by last edit. */
const BATCH = 50;
/** Requests spent on the paths of the hits; parents that are known already cost none. */
const PATH_REQUESTS = 20;

const NOTION_KIND = { any: undefined, page: 'page', database: 'data_source' } as const;

/** A batch of Notion's and how many of its ranked hits were shown. */
const place = z.object({ batch: z.string().optional(), shown: z.int().min(0).max(BATCH) });

export default defineTool({
  name: 'notion_search',
  title: 'Search Notion by title',
  description:
    'Finds pages and databases by words of their title: title, kind, where it lies, last edit, URL. ' +
    'Notion searches titles only, not text. An empty query lists what was edited last. ' +
    'To find rows of a known database use notion_query_database.',
  input: z.object({
    query: z
      .string()
      .trim()
      .max(300)
      .default('')
      .describe('Words of the title; empty lists what was edited last'),
    kind: z.enum(['any', 'page', 'database']).default('any').describe('What to look for'),
    limit: limitParameter(10, BATCH),
    cursor: cursorParameter,
  }),
  annotations: readOnly,

  async run({ query, kind, limit, cursor }, { notion, boundary }) {
    const { batch, shown } = decodeCursor('notion_search', cursor, place) ?? { shown: 0 };
    const page = await searchTitles(notion, {
      query,
      kind: NOTION_KIND[kind],
      pageSize: BATCH,
      cursor: batch,
    });
    const cards = new Map(page.results.map((result) => [result, rememberCard(notion, result)]));
    const ranked = rankByTitle(page.results, query, (result) => cards.get(result)?.title ?? '');
    const hits = ranked.slice(shown, shown + limit);
    const allowance = new RequestAllowance(PATH_REQUESTS);
    const lines = await Promise.all(hits.map((hit) => describeHit(notion, hit, cards.get(hit), allowance)));
    const next = nextPlace(shown + hits.length, ranked.length, batch, page.nextCursor);
    return renderAnswer(
      {
        summary: summarise(query, hits.length, next !== undefined, shown > 0 || batch !== undefined),
        content: lines.join('\n'),
        next: next && {
          tool: 'notion_search',
          arguments: {
            query,
            ...(kind === 'any' ? {} : { kind }),
            limit,
            cursor: encodeCursor('notion_search', next),
          },
        },
      },
      boundary,
    );
  },
});

function summarise(query: string, count: number, more: boolean, continued: boolean): string {
  if (count === 0 && !continued) {
    return query === ''
      ? 'Nothing is shared with this connection yet. Pages shared a moment ago may take some minutes to appear.'
      : `No title matches ${quote(query)}. Notion searches titles only, and pages shared a moment ago may take some minutes to appear. Try fewer or other words.`;
  }
  const what = query === '' ? 'most recently edited' : `best matches for ${quote(query)} (titles only)`;
  return `${count} ${continued ? 'further ' : ''}${what}; ${more ? 'there are more' : 'that is all'}.`;
}

async function describeHit(
  notion: NotionSession,
  hit: SearchPage['results'][number],
  card: Card | undefined,
  allowance: RequestAllowance,
): Promise<string> {
  const path = await pathTo(notion, card?.parent, allowance);
  const facts = [
    hit.object === 'page' ? 'page' : 'database',
    ...(path.length === 0 ? [] : [`in ${pathText(path)}`]),
    `edited ${hit.last_edited_time.slice(0, 10)}`,
  ];
  return `- ${titleText(card?.title ?? '')} (${facts.join(', ')})\n  ${shortUrl(hit.url)}`;
}

function nextPlace(
  shown: number,
  ranked: number,
  batch: string | undefined,
  nextBatch: string | undefined,
): z.infer<typeof place> | undefined {
  if (shown < ranked) {
    return { ...(batch === undefined ? {} : { batch }), shown };
  }
  return nextBatch === undefined ? undefined : { batch: nextBatch, shown: 0 };
}
