import type { DatabaseObjectResponse, DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { clipText } from '../../content/answer/clip.js';
import { plainText } from '../../content/rich-text/rich-text.js';
import { retrieveBlock, type Block } from '../../notion/endpoints/blocks.js';
import { dataSourceCache, retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { stateOf, type ObjectState } from '../../notion/object-state.js';
import { parentOf, type ParentRef } from '../../notion/parent-of.js';
import type { CacheKind, NotionSession } from '../../notion/session.js';

/** Where something lies. `undefined` at the top of the workspace or where Notion names a parent no API reads. */
export type ObjectParent = ParentRef | undefined;

/** What identifies an object to a reader: its title and location. Blocks have no title of their own. */
export interface ObjectSummary {
  readonly kind: ParentRef['kind'];
  readonly id: string;
  /** At most {@link MAX_TITLE_CHARACTERS}, then `…`. */
  readonly title: string;
  readonly parent: ObjectParent;
  /** Absent for what is in use. */
  readonly state?: ObjectState | undefined;
}

/** Shown for what has no title; Notion's own word. */
export const UNTITLED = 'Untitled';

/**
 * UTF-16 code units of a title by which it is kept, found and shown. Notion allows 200,000: a search that finds a hundred such
 * titles would compare 20 MB letter by letter.
 */
const MAX_TITLE_CHARACTERS = 2000;

const summaryCache: CacheKind<ObjectSummary> = { name: 'card', lifetimeMs: 10 * 60_000, isShared: true };

/** A cached card, without a request. */
export function getCachedSummary(session: NotionSession, id: string): ObjectSummary | undefined {
  return session.getCached(summaryCache, id);
}

/** Gets cards that other processes read recently, for {@link getCachedSummary} to find. Sends nothing to Notion. */
export function prefetchSummaries(session: NotionSession, ids: Iterable<string>): Promise<void> {
  return session.prefetchShared(summaryCache, ids);
}

/** Reads one object for its card, at the cost of one request when it is not known yet. */
export function readSummary(
  session: NotionSession,
  kind: ParentRef['kind'],
  id: string,
): Promise<ObjectSummary> {
  return session.cached(summaryCache, id, async (reader) => {
    switch (kind) {
      case 'page':
        return summaryOfPage(await retrievePage(reader, id));
      case 'database':
        return summaryOfDatabase(await retrieveDatabase(reader, id));
      case 'data_source':
        return summaryOfDataSource(await retrieveDataSource(reader, id));
      case 'block':
        return summaryOfBlock(await retrieveBlock(reader, id));
    }
  });
}

/** Keeps the card of a page or data source that came with a search or a query, and the data source's columns. */
export function cacheSummary(
  session: NotionSession,
  object: PageObjectResponse | DataSourceObjectResponse,
): ObjectSummary {
  const card = object.object === 'page' ? summaryOfPage(object) : summaryOfDataSource(object);
  session.setCached(summaryCache, object.id, card);
  if (object.object === 'data_source') {
    session.setCached(dataSourceCache, object.id, object);
  }
  return card;
}

function summaryOfPage(page: PageObjectResponse): ObjectSummary {
  return {
    kind: 'page',
    id: page.id,
    title: clipText(titleOf(page), MAX_TITLE_CHARACTERS),
    parent: parentOf(page.parent),
    state: stateOf(page),
  };
}

/** The title property may have any name; its type is always `title`. */
export function titleOf(page: PageObjectResponse): string {
  const property = Object.values(page.properties).find((value) => value.type === 'title');
  return orUntitled(property?.type === 'title' ? plainText(property.title) : '');
}

function summaryOfDatabase(database: DatabaseObjectResponse): ObjectSummary {
  return {
    kind: 'database',
    id: database.id,
    title: clipText(orUntitled(plainText(database.title)), MAX_TITLE_CHARACTERS),
    parent: parentOf(database.parent),
    state: stateOf(database),
  };
}

/** A data source lies where its database lies: readers see one name for both unless a database has several. */
export function summaryOfDataSource(source: DataSourceObjectResponse): ObjectSummary {
  return {
    kind: 'data_source',
    id: source.id,
    title: clipText(orUntitled(plainText(source.title)), MAX_TITLE_CHARACTERS),
    parent: parentOf(source.database_parent),
    state: stateOf(source),
  };
}

function summaryOfBlock(block: Block): ObjectSummary {
  return {
    kind: 'block',
    id: block.id,
    title: '',
    parent: 'parent' in block ? parentOf(block.parent) : undefined,
  };
}

function orUntitled(title: string): string {
  return title.trim() === '' ? UNTITLED : title;
}
