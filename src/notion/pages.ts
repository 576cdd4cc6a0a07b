import { isFullPage, type PageObjectResponse, type PropertyItemObjectResponse } from '@notionhq/client';
import { AccessError } from '../errors.js';
import type { NotionSession } from './session.js';

/** The page's text as the markdown endpoint gives it. */
export interface PageMarkdown {
  readonly markdown: string;
  /** Some of the page was not loaded, because it is too large or not shared; the endpoint does not say which. */
  readonly truncated: boolean;
  readonly unknownBlockIds: readonly string[];
}

/** Property items asked for at once; Notion's maximum. */
const PROPERTY_ITEMS_PER_REQUEST = 100;

/** `GET /v1/pages/{page_id}`: properties, no content. */
export async function retrievePage(session: NotionSession, pageId: string): Promise<PageObjectResponse> {
  const page = await session.read('GET /v1/pages/{page_id}', (client) =>
    client.pages.retrieve({ page_id: pageId }),
  );
  if (!isFullPage(page)) {
    throw new AccessError(
      'This connection may not read the page.',
      'Share the page with the connection in Notion.',
    );
  }
  return page;
}

/**
 * `GET /v1/pages/{page_id}/markdown`: the whole content in one request, or the subtree below a block when given the
 * block's id. Never cached: the text holds signed file URLs that expire within minutes.
 */
export async function retrievePageMarkdown(
  session: NotionSession,
  pageOrBlockId: string,
): Promise<PageMarkdown> {
  const answer = await session.read('GET /v1/pages/{page_id}/markdown', (client) =>
    client.pages.retrieveMarkdown({ page_id: pageOrBlockId }),
  );
  return {
    markdown: answer.markdown,
    truncated: answer.truncated,
    unknownBlockIds: answer.unknown_block_ids,
  };
}

/**
 * `GET /v1/pages/{page_id}/properties/{property_id}`, one page of it: the full list of a relation, people or text
 * property of which a page object shows 25 entries.
 */
export async function listPropertyItems(
  session: NotionSession,
  pageId: string,
  propertyId: string,
  cursor?: string,
): Promise<{ items: PropertyItemObjectResponse[]; nextCursor: string | undefined }> {
  const answer = await session.read('GET /v1/pages/{page_id}/properties/{property_id}', (client) =>
    client.pages.properties.retrieve({
      page_id: pageId,
      property_id: propertyId,
      page_size: PROPERTY_ITEMS_PER_REQUEST,
      ...(cursor === undefined ? {} : { start_cursor: cursor }),
    }),
  );
  if (answer.object !== 'list') {
    return { items: [answer], nextCursor: undefined };
  }
  return { items: answer.results, nextCursor: answer.next_cursor ?? undefined };
}
