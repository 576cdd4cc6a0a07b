import * as z from 'zod';
import { plainTitle } from '../content/print/title-text.js';
import { searchTitles } from '../notion/endpoints/search.js';
import { defineTool, MAX_NAME_CHARACTERS, readOnly } from '../tool.js';
import { cacheSummary } from '../workspace/names/titles.js';
import { rankByTitle } from '../workspace/search/rank-titles.js';

/** Titles read for one completion: one request. */
const READ_TITLES = 50;
/** Titles offered; the protocol's maximum is 100, a person reads few. */
const MAX_TITLES = 20;

/** Titles of pages that hold the words typed so far, best first; the latest edits where nothing is typed. */
export const pageTitles = defineTool({
  name: 'page_titles',
  title: 'Titles of pages',
  description: 'Titles for a completion.',
  input: z.object({ typed: z.string().trim().max(MAX_NAME_CHARACTERS).default('') }),
  output: z.object({ titles: z.array(z.string()), isWhole: z.boolean() }),
  annotations: readOnly,
  async run({ typed }, { notion }) {
    const found = await searchTitles(notion, { query: typed, kind: 'page', pageSize: READ_TITLES });
    const titles = found.items.map((page) => cacheSummary(notion, page).title);
    const ranked = rankByTitle(titles, typed, (title) => title)
      .map((title) => plainTitle(title))
      .filter((title) => title !== '');
    const distinct = [...new Set(ranked)];
    return {
      structured: {
        titles: distinct.slice(0, MAX_TITLES),
        isWhole: distinct.length <= MAX_TITLES && found.nextCursor === undefined,
      },
    };
  },
});
