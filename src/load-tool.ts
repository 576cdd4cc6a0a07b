import search from '../tools/notion-search.js';
import type { Tool } from './tool.js';

/**
 * Where each tool of the catalogue lies, for a client that has its list of tools and waits for the first answer. Most begin
 * with a search, which comes along; the others are loaded when they are called.
 */
const tools: Readonly<Record<string, () => Promise<{ readonly default: Tool }>>> = {
  notion_search: () => Promise.resolve({ default: search }),
  notion_read_page: () => import('../tools/notion-read-page.js'),
  notion_read_file: () => import('../tools/notion-read-file.js'),
  notion_query_database: () => import('../tools/notion-query-database.js'),
  notion_describe_database: () => import('../tools/notion-describe-database.js'),
  notion_list_databases: () => import('../tools/notion-list-databases.js'),
  notion_list_comments: () => import('../tools/notion-list-comments.js'),
  notion_find_users: () => import('../tools/notion-find-users.js'),
  notion_list_workspaces: () => import('../tools/notion-list-workspaces.js'),
  search: () => import('../tools/search.js'),
  fetch: () => import('../tools/fetch.js'),
  notion_ask_connected_apps: () => import('../tools/hosted/notion-ask-connected-apps.js'),
  notion_sql: () => import('../tools/hosted/notion-sql.js'),
  notion_list_teamspaces: () => import('../tools/hosted/notion-list-teamspaces.js'),
};

/** The tool of this name. Rejects where the catalogue has none. */
export async function loadTool(name: string): Promise<Tool> {
  const file = tools[name];
  if (file === undefined) {
    throw new Error(`The catalogue has no ${name}.`);
  }
  return (await file()).default;
}
