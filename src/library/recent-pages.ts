import * as z from 'zod';
import { plainTitle } from '../content/print/title-text.js';
import { cacheFoundPage } from '../notion/endpoints/pages.js';
import { searchTitles } from '../notion/endpoints/search.js';
import { undashed } from '../notion/reference.js';
import { defineTool, readOnly } from '../tool.js';
import { cacheSummary } from '../workspace/names/titles.js';

/** Pages listed: what one request brings, and what a person looks through. */
const MAX_PAGES = 50;

/** The pages that were edited last, the latest first, in one request. */
export const recentPages = defineTool({
  name: 'recent_pages',
  title: 'Pages edited last',
  description: 'Pages for a list of resources.',
  input: z.object({}),
  output: z.object({
    pages: z.array(z.object({ id: z.string(), title: z.string(), edited: z.string() })),
  }),
  annotations: readOnly,
  async run(_input, { notion }) {
    const found = await searchTitles(notion, { query: '', kind: 'page', pageSize: MAX_PAGES });
    return {
      structured: {
        pages: found.items.flatMap((page) => {
          const { title } = cacheSummary(notion, page);
          if (page.object !== 'page') {
            return [];
          }
          cacheFoundPage(notion, page);
          return [{ id: undashed(page.id), title: plainTitle(title), edited: page.last_edited_time }];
        }),
      },
    };
  },
});
