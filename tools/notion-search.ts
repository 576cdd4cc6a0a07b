import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { cursorParameter, defineTool, readOnly } from '../src/tool.js';
import { endNotes } from '../src/workspace/list-end.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { hitLines } from '../src/workspace/search/hit-line.js';
import { refusalOfTexts } from '../src/workspace/search/refuse-texts.js';
import { referencedHit } from '../src/workspace/search/referenced-hit.js';
import { withoutTexts, type TextHits } from '../src/workspace/search/text-hits.js';
import { summariseSearch, textNote } from '../src/workspace/search/search-summary.js';
import { titleLines } from '../src/workspace/search/title-lines.js';
import { findTitles, cacheHits, MAX_TITLES, RESULTS } from '../src/workspace/search/title-hits.js';

/** Of the extra requests, those for names in texts and for parts of them that were left out; the paths of hits need the others. */
const TEXT_SHARE = 0.25;

/** Hits with their location. */
const MAX_HITS = 50;
const DEFAULT_HITS = 10;

const NOTION_KIND = { any: undefined, page: 'page', database: 'data_source' } as const;

/** Batches of Notion's that were ranked as one, and how many of their hits were shown. */
const positionSchema = z.object({
  batch: z.string().optional(),
  batches: z.int().min(1).max(9).optional(),
  shown: z.int().min(0).max(1000),
  before: z.int().min(0).max(100_000).optional(),
  /** Hits of the index that were shown. */
  text: z.int().min(0).max(500).optional(),
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
    titles_only: z.boolean().default(false).describe('Only id and title, one line each: to list or count'),
    limit: z
      .int()
      .min(1)
      .max(MAX_TITLES)
      .optional()
      .describe(`Items to return: ${DEFAULT_HITS}, at most ${MAX_HITS}; titles_only: ${MAX_TITLES}`),
    cursor: cursorParameter,
  }),
  annotations: readOnly,

  async run(input, { notion, hosted, boundary, extraRequests, now, openTextIndex }) {
    const { query, kind, in_text: inText, titles_only: titlesOnly, cursor } = input;
    if (inText && (query === '' || kind === 'database' || titlesOnly)) {
      throw refusalOfTexts(query, titlesOnly);
    }
    const from = decodeCursor('notion_search', cursor, positionSchema);
    const lookups = new LookupBudget(extraRequests);
    const referenced = await referencedHit(notion, query);
    if (referenced !== undefined) {
      const lines = titlesOnly ? titleLines([referenced]) : await hitLines(notion, [referenced], lookups);
      return renderAnswer(
        {
          summary: 'The page or database of this address or id; titles were not searched.',
          content: lines.join('\n'),
        },
        boundary,
      );
    }
    const index = query === '' || titlesOnly ? undefined : await openTextIndex?.();
    const limit = titlesOnly ? (input.limit ?? MAX_TITLES) : Math.min(input.limit ?? DEFAULT_HITS, MAX_HITS);
    let indexNote = '';
    if (index !== undefined && (from === undefined || from.text !== undefined)) {
      // Loaded where texts are indexed: other servers must not pay for it.
      const { answerFromIndex } = await import('../src/workspace/search/answer-from-index.js');
      const search = { query, kind, inText, limit, givenLimit: input.limit, offset: from?.text ?? 0, now };
      const answer = await answerFromIndex(notion, index, search, lookups);
      if ('summary' in answer) {
        return renderAnswer(answer, boundary);
      }
      indexNote = answer.note;
    }
    // Loaded where a workspace is connected to the hosted server: others must not pay for it.
    const merge =
      hosted === undefined || query === '' || titlesOnly || from !== undefined
        ? undefined
        : (await import('../src/workspace/hosted/merge-hits.js')).searchBeside(hosted, query, kind, limit);
    const titles = await findTitles(notion, query, NOTION_KIND[kind], from, titlesOnly);
    const shown = from?.shown ?? 0;
    const wanted = titles.hits.slice(shown, shown + limit);
    const short = titlesOnly ? titleLines(wanted) : undefined;
    const onPage = short === undefined ? wanted : wanted.slice(0, short.length);
    let texts: TextHits = withoutTexts(onPage);
    if (inText) {
      // Loaded with the first text: the first answer of a program that a client has just started is mostly one without.
      const { searchTexts } = await import('../src/workspace/search/search-texts.js');
      const forTexts = lookups.slice(Math.ceil(extraRequests * TEXT_SHARE));
      texts = await searchTexts(notion, query, onPage, from === undefined, forTexts);
    }
    cacheHits(notion, titlesOnly ? [] : texts.hits);
    const both = await merge?.(texts.hits);
    const lines = short ?? (await hitLines(notion, both?.hits ?? texts.hits, lookups));
    const { end, found } = titles;
    const next =
      shown + onPage.length < titles.hits.length
        ? { ...from, batches: titles.batches, shown: shown + onPage.length }
        : end.nextCursor && { batch: end.nextCursor, batches: 1, shown: 0, before: found };
    const isContinued = from !== undefined;
    const facts = { query, ranked: titles.hits, inText, titlesOnly, isContinued, found };
    const reach = { hasMore: Boolean(next), end };
    return renderAnswer(
      {
        summary: `${summariseSearch({ ...facts, ...reach }, texts)}${both?.summary ?? ''}`,
        content: [...lines, ...(both?.further ?? [])].join('\n'),
        notes: [
          textNote(texts),
          both?.note ?? '',
          indexNote,
          ...endNotes(end, RESULTS),
          limit < (input.limit ?? 0) ? `limit is at most ${MAX_HITS} without titles_only.` : '',
        ],
        next: next
          ? {
              tool: 'notion_search',
              arguments: {
                query: titles.query,
                ...(kind === 'any' ? {} : { kind }),
                ...(inText ? { in_text: true } : {}),
                ...(titlesOnly ? { titles_only: true } : {}),
                ...(input.limit === undefined ? {} : { limit: input.limit }),
                cursor: encodeCursor('notion_search', next),
              },
            }
          : undefined,
      },
      boundary,
    );
  },
});
