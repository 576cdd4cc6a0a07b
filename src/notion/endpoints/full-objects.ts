import type {
  CommentObjectResponse,
  DatabaseObjectResponse,
  DataSourceObjectResponse,
  PageObjectResponse,
  UserObjectResponse,
} from '@notionhq/client';

/**
 * Notion answers with little more than an id where the connection may not read the rest. The official client can check
 * this as well, but listing the tools would then wait for all of it to load.
 */
interface ReceivedObject {
  readonly object: string;
  readonly id?: unknown;
}

export function isFullPage(item: ReceivedObject): item is PageObjectResponse {
  return item.object === 'page' && 'url' in item && typeof item.id === 'string';
}

export function isFullDatabase(item: ReceivedObject): item is DatabaseObjectResponse {
  return item.object === 'database' && 'title' in item && typeof item.id === 'string';
}

export function isFullDataSource(item: ReceivedObject): item is DataSourceObjectResponse {
  return item.object === 'data_source' && 'title' in item && typeof item.id === 'string';
}

export function isFullComment(item: ReceivedObject): item is CommentObjectResponse {
  return item.object === 'comment' && 'rich_text' in item && typeof item.id === 'string';
}

export function isFullUser(item: ReceivedObject): item is UserObjectResponse {
  return item.object === 'user' && 'type' in item && typeof item.id === 'string';
}
