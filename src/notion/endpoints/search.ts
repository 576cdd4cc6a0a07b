import type { DataSourceObjectResponse, PageObjectResponse, SearchParameters } from '@notionhq/client';
import { isFullDataSource, isFullPage } from './full-objects.js';
import { withoutForeignValues } from './foreign-values.js';
import { listPage, type ListPage } from './list-page.js';
import type { NotionSession } from '../session.js';
import { readWithSmallerPages } from './smaller-pages.js';

interface TitleSearch {
  /** Words of the title; empty lists what was edited last. */
  readonly query: string;
  readonly kind?: 'page' | 'data_source' | undefined;
  readonly pageSize: number;
  readonly cursor?: string | undefined;
}

/** A page or a database's data source. */
export type Found = PageObjectResponse | DataSourceObjectResponse;

/**
 * `POST /v1/search`, one page of it. Notion matches titles only, any of the words, and orders by last edit rather than
 * by fit. Databases come as their data sources.
 */
export async function searchTitles(session: NotionSession, search: TitleSearch): Promise<ListPage<Found>> {
  const parameters: SearchParameters = {
    ...(search.query === ''
      ? { sort: { timestamp: 'last_edited_time', direction: 'descending' } }
      : { query: search.query }),
    ...(search.kind === undefined ? {} : { filter: { property: 'object', value: search.kind } }),
    ...(search.cursor === undefined ? {} : { start_cursor: search.cursor }),
  };
  const answer = await readWithSmallerPages(search.pageSize, (pageSize) =>
    session.read('POST /v1/search', (client) => client.search({ ...parameters, page_size: pageSize })),
  );
  const page = listPage<Found>(
    answer,
    search.cursor,
    (found) => isFullPage(found) || isFullDataSource(found),
  );
  return { ...page, items: await readable(session, page.items) };
}

async function readable(session: NotionSession, results: Found[]): Promise<Found[]> {
  const { lockdown } = session;
  if (lockdown === undefined) {
    return results;
  }
  const kept: Found[] = [];
  for (const result of results) {
    const kind = result.object === 'page' ? 'page' : 'database';
    for (const item of await lockdown.keep(session, kind, [result])) {
      kept.push(item.object === 'page' ? withoutForeignValues(session, item) : item);
    }
  }
  return kept;
}
