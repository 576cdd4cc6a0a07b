import type {
  GetPagePropertyResponse,
  PageObjectResponse,
  PropertyItemObjectResponse,
  RollupPropertyItemObjectResponse,
} from '@notionhq/client';
import { isFullPage } from './full-objects.js';
import { AccessError, UnexpectedResponseError } from '../../errors.js';
import { itemsWithoutForeignValues, withoutForeignValues } from './foreign-values.js';
import { listPage, type ListEnd, type ListPage } from './list-page.js';
import type { CacheKind, NotionSession } from '../session.js';
import { field, listField, textField } from '../../text/json.js';
import { say } from '../../text/words.js';

/** The page's text as the markdown endpoint gives it. */
export interface PageMarkdown {
  readonly markdown: string;
  /** Some of the page was not loaded, because it is too large or not shared; the endpoint does not say which. */
  readonly truncated: boolean;
  readonly unknownBlockIds: readonly string[];
}

/** Property items asked for at once; Notion's maximum. */
const PROPERTY_ITEMS_PER_REQUEST = 100;

/**
 * Pages as a search gave them, complete with all properties: what is searched is mostly read next. For half a minute, and
 * each once, so that reading a page again always shows its properties as they are. They weigh as much as many titles.
 */
const foundPageCache: CacheKind<PageObjectResponse> = { name: 'found_page', lifetimeMs: 30_000, weight: 10 };

/** Keeps a page that came whole with a search for the `retrievePage` that may follow. */
export function cacheFoundPage(session: NotionSession, page: PageObjectResponse): void {
  session.setCached(foundPageCache, page.id, page);
}

/** The data source that a page lay in when a search has just given it; undefined where it lay elsewhere or is not known. */
export function foundSource(session: NotionSession, pageId: string): string | undefined {
  const parent = session.getCached(foundPageCache, pageId)?.parent;
  return parent?.type === 'data_source_id' ? parent.data_source_id : undefined;
}

/** Makes the next `retrievePage` a request, whatever a search has found. */
export function forgetFoundPage(session: NotionSession, pageId: string): void {
  session.deleteCached(foundPageCache, pageId);
}

/** `GET /v1/pages/{page_id}`: properties, no content. Without a request where a search has just given the page. */
export async function retrievePage(session: NotionSession, pageId: string): Promise<PageObjectResponse> {
  const found = session.getCached(foundPageCache, pageId);
  if (found !== undefined) {
    session.deleteCached(foundPageCache, pageId);
    return found;
  }
  const page = await session.read('GET /v1/pages/{page_id}', (client) =>
    client.pages.retrieve({ page_id: pageId }),
  );
  if (!isFullPage(page)) {
    throw new AccessError(
      say`This connection may not read the page.`,
      say`Share the page with the connection in Notion.`,
    );
  }
  return withoutForeignValues(session, (await session.lockdown?.check(session, 'page', page)) ?? page);
}

/** The same, as it is now: for what is about to be changed. */
export function retrieveCurrentPage(session: NotionSession, pageId: string): Promise<PageObjectResponse> {
  session.deleteCached(foundPageCache, pageId);
  return retrievePage(session, pageId);
}

/**
 * `GET /v1/pages/{page_id}/markdown`: the whole content in one request, or the subtree below a block when given the
 * block's id; of meetings it has the words only with `transcripts`. Not cached: the text holds signed file URLs that expire within minutes. Refused in lockdown.
 */
export async function retrievePageMarkdown(
  session: NotionSession,
  pageOrBlockId: string,
  { transcripts = false }: { readonly transcripts?: boolean } = {},
): Promise<PageMarkdown> {
  if (session.lockdown !== undefined) {
    // Callers read the blocks instead, each of which reports its authors.
    throw new UnexpectedResponseError(
      say`The text of a page does not tell who wrote which part of it.`,
      say`Read its blocks.`,
    );
  }
  const answer = await session.read('GET /v1/pages/{page_id}/markdown', (client) =>
    client.pages.retrieveMarkdown({
      page_id: pageOrBlockId,
      ...(transcripts ? { include_transcript: true } : {}),
    }),
  );
  const markdown = textField(answer, 'markdown');
  if (markdown === undefined) {
    throw new UnexpectedResponseError(
      say`Notion's answer does not hold the text of the page.`,
      say`Call again in a minute.`,
    );
  }
  return {
    markdown,
    truncated: field(answer, 'truncated') === true,
    unknownBlockIds: listField(answer, 'unknown_block_ids').filter((id) => typeof id === 'string'),
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
): Promise<ListPage<PropertyItemObjectResponse>> {
  const answer = await retrieveProperty(session, pageId, propertyId, cursor);
  const isRollup = textField(field(answer, 'property_item'), 'type') === 'rollup';
  const page = isSingle(answer)
    ? singleItem<PropertyItemObjectResponse>(answer)
    : listPage<PropertyItemObjectResponse>(answer, cursor, isWholeItem);
  return {
    ...page,
    items: itemsWithoutForeignValues(session, `${pageId}/${propertyId}`, page.items, isRollup),
  };
}

/** A rollup that shows one number or date, as of the related pages that were looked at so far. */
type ComputedRollup = Extract<RollupPropertyItemObjectResponse['rollup'], { type: 'number' | 'date' }>;

/** The same endpoint for such a rollup: Notion computes over 100 further related pages, and the last answer is final. */
export async function computeRollup(
  session: NotionSession,
  pageId: string,
  propertyId: string,
  cursor?: string,
): Promise<ListEnd & { readonly rollup: ComputedRollup | undefined }> {
  const answer = await retrieveProperty(session, pageId, propertyId, cursor);
  const item = isSingle(answer) ? answer : field(answer, 'property_item');
  const rollup = field(item, 'rollup');
  const type = textField(rollup, 'type');
  return {
    ...(isSingle(answer) ? singleItem(answer) : listPage(answer, cursor)),
    rollup: type === 'number' || type === 'date' ? (rollup as ComputedRollup) : undefined,
  };
}

/** A property that is no list comes as itself. */
function isSingle(answer: GetPagePropertyResponse): answer is PropertyItemObjectResponse {
  return answer.object === 'property_item';
}

/** Whether an entry holds a value of its type; a reference without an id is none. */
function isWholeItem(item: PropertyItemObjectResponse): boolean {
  const { type } = item;
  const isReference = type === 'relation' || type === 'people';
  return typeof (isReference ? textField(field(item, type), 'id') : type) === 'string';
}

function singleItem<Item>(item: Item): ListPage<Item> {
  return { items: [item], nextCursor: undefined, gap: undefined, unreadable: 0 };
}

function retrieveProperty(
  session: NotionSession,
  pageId: string,
  propertyId: string,
  cursor: string | undefined,
): Promise<GetPagePropertyResponse> {
  return session.read('GET /v1/pages/{page_id}/properties/{property_id}', (client) =>
    client.pages.properties.retrieve({
      page_id: pageId,
      property_id: propertyId,
      page_size: PROPERTY_ITEMS_PER_REQUEST,
      ...(cursor === undefined ? {} : { start_cursor: cursor }),
    }),
  );
}
