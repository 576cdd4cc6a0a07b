import * as z from 'zod';
import { shortUrl } from '../src/content/notion-id.js';
import { plainTitle } from '../src/content/print/title-text.js';
import { titleWithState } from '../src/notion/object-state.js';
import { undashed } from '../src/notion/reference.js';
import { defineTool, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { dataSourceReference } from '../src/workspace/names/find-database.js';
import { holdsAllWords } from '../src/workspace/search/rank-titles.js';
import { referencedHit } from '../src/workspace/search/referenced-hit.js';
import { searchTexts } from '../src/workspace/search/search-texts.js';
import { withoutTexts } from '../src/workspace/search/text-hits.js';
import { findTitles, cacheHits } from '../src/workspace/search/title-hits.js';

const MAX_RESULTS = 20;

export default defineTool({
  name: 'search',
  title: 'Search Notion',
  description:
    'Finds Notion pages and databases by words of the title or, where no title matches, in the text of the latest pages. Open a result with fetch and its id.',
  input: z.object({ query: z.string().trim().max(300).describe('Words; empty lists the latest edits') }),
  output: z.object({
    results: z
      .array(
        z.object({
          id: z.string().describe('For fetch'),
          title: z.string().describe('Title'),
          url: z.string().describe('Address in Notion'),
        }),
      )
      .describe('Best first'),
  }),
  annotations: readOnly,

  async run({ query }, { notion, extraRequests }) {
    const referenced = await referencedHit(notion, query);
    const { hits: titles } =
      referenced === undefined ? await findTitles(notion, query, undefined) : { hits: [referenced] };
    const best = titles.slice(0, MAX_RESULTS);
    const { hits } =
      referenced !== undefined || best.some(({ summary }) => holdsAllWords(summary.title, query))
        ? withoutTexts(best)
        : await searchTexts(notion, query, best, true, new LookupBudget(extraRequests));
    const shown = hits.slice(0, MAX_RESULTS);
    cacheHits(notion, shown);
    return {
      structured: {
        results: shown.map(({ object, summary }) => ({
          id: summary.kind === 'page' ? undashed(summary.id) : dataSourceReference(summary.id),
          title: plainTitle(titleWithState(summary)),
          url: shortUrl(object.url),
        })),
      },
    };
  },
});
