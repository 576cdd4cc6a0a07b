import type {
  CommentObjectResponse,
  DatabaseObjectResponse,
  DataSourceObjectResponse,
  PageObjectResponse,
  UserObjectResponse,
} from '@notionhq/client';

/**
 * Notion answers with little more than an id where the connection may not read the rest. The official client can tell
 * as well, but whoever lists the tools would wait for all of it to be loaded.
 */
interface Received {
  readonly object: string;
}

export function isFullPage(item: Received): item is PageObjectResponse {
  return item.object === 'page' && 'url' in item;
}

export function isFullDatabase(item: Received): item is DatabaseObjectResponse {
  return item.object === 'database' && 'title' in item;
}

export function isFullDataSource(item: Received): item is DataSourceObjectResponse {
  return item.object === 'data_source' && 'title' in item;
}

export function isFullComment(item: Received): item is CommentObjectResponse {
  return item.object === 'comment' && 'rich_text' in item;
}

export function isFullUser(item: Received): item is UserObjectResponse {
  return item.object === 'user' && 'type' in item;
}
