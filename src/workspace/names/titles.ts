import type { DatabaseObjectResponse, DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { plainText } from '../../content/rich-text/rich-text.js';
import { retrieveBlock, type Block } from '../../notion/endpoints/blocks.js';
import { dataSourceCache, retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import type { CacheKind, NotionSession } from '../../notion/session.js';

type CardKind = 'page' | 'database' | 'data_source' | 'block';

/** Where something lies. `undefined` at the top of the workspace or where Notion names a parent no API reads. */
export type CardParent = { readonly kind: CardKind; readonly id: string } | undefined;

/** What a reader needs to recognise something by: its title and where it lies. Blocks have no title of their own. */
export interface Card {
  readonly kind: CardKind;
  readonly id: string;
  readonly title: string;
  readonly parent: CardParent;
}

/** Shown for what has no title; Notion's own word. */
export const UNTITLED = 'Untitled';

const cardCache: CacheKind<Card> = { name: 'card', lifetime: 10 * 60_000, isShared: true };

/** A card that is known already, without a request. */
export function knownCard(session: NotionSession, id: string): Card | undefined {
  return session.peek(cardCache, id);
}

/** Gets cards that other processes have read lately, for {@link knownCard} to find, without a request to Notion. */
export function recallCards(session: NotionSession, ids: Iterable<string>): Promise<void> {
  return session.recall(cardCache, ids);
}

/** Reads one object for its card, at the cost of one request when it is not known yet. */
export function readCard(session: NotionSession, kind: CardKind, id: string): Promise<Card> {
  return session.cached(cardCache, id, async (reader) => {
    switch (kind) {
      case 'page':
        return cardOfPage(await retrievePage(reader, id));
      case 'database':
        return cardOfDatabase(await retrieveDatabase(reader, id));
      case 'data_source':
        return cardOfDataSource(await retrieveDataSource(reader, id));
      case 'block':
        return cardOfBlock(await retrieveBlock(reader, id));
    }
  });
}

/** Keeps the card of a page or data source that came with a search or a query, and the data source's columns. */
export function rememberCard(
  session: NotionSession,
  object: PageObjectResponse | DataSourceObjectResponse,
): Card {
  const card = object.object === 'page' ? cardOfPage(object) : cardOfDataSource(object);
  session.remember(cardCache, object.id, card);
  if (object.object === 'data_source') {
    session.remember(dataSourceCache, object.id, object);
  }
  return card;
}

function cardOfPage(page: PageObjectResponse): Card {
  return { kind: 'page', id: page.id, title: titleOf(page), parent: parentOf(page.parent) };
}

/** The title property may have any name; its type is always `title`. */
function titleOf(page: PageObjectResponse): string {
  const property = Object.values(page.properties).find((value) => value.type === 'title');
  return orUntitled(property?.type === 'title' ? plainText(property.title) : '');
}

function cardOfDatabase(database: DatabaseObjectResponse): Card {
  return {
    kind: 'database',
    id: database.id,
    title: orUntitled(plainText(database.title)),
    parent: parentOf(database.parent),
  };
}

/** A data source lies where its database lies: the two have one name to a reader unless a database has several. */
export function cardOfDataSource(source: DataSourceObjectResponse): Card {
  return {
    kind: 'data_source',
    id: source.id,
    title: orUntitled(plainText(source.title)),
    parent: parentOf(source.database_parent),
  };
}

function cardOfBlock(block: Block): Card {
  return {
    kind: 'block',
    id: block.id,
    title: '',
    parent: 'parent' in block ? parentOf(block.parent) : undefined,
  };
}

/** Notion's parent object, `{ type: "page_id", page_id: … }` and its relatives, read leniently. */
export function parentOf(parent: unknown): CardParent {
  const fields: Record<string, unknown> = typeof parent === 'object' && parent !== null ? { ...parent } : {};
  const type = fields['type'];
  const id = typeof type === 'string' ? fields[type] : undefined;
  if (typeof id !== 'string') {
    return undefined;
  }
  switch (type) {
    case 'page_id':
      return { kind: 'page', id };
    case 'data_source_id':
      return { kind: 'data_source', id };
    case 'database_id':
      return { kind: 'database', id };
    case 'block_id':
      return { kind: 'block', id };
    default:
      return undefined;
  }
}

function orUntitled(title: string): string {
  return title.trim() === '' ? UNTITLED : title;
}
