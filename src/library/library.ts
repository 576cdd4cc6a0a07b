import readPage from '../../tools/notion-read-page.js';
import search from '../../tools/notion-search.js';
import type { Offers } from '../mcp/resources/offers.js';
import { pageTitles } from './page-titles.js';
import { prompts } from './prompts.js';
import { recentPages } from './recent-pages.js';

/** What clients are offered beside tools. Each look at a workspace is permitted where the tool is that shows the same. */
export const offers: Offers = {
  read: { tool: readPage, permittedBy: readPage.name },
  recent: { tool: recentPages, permittedBy: search.name },
  titles: { tool: pageTitles, permittedBy: search.name },
  prompts,
};
