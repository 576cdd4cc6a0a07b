import { encodeCursor } from '../../../src/content/answer/cursor.js';
import { ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, wellFormed, type Call } from './call.js';

/** Every way in which reading and searching is refused, when every name, and every argument, is this text. */
export function reading(text: string): Call[] {
  const title = wellFormed(text.slice(0, 300));
  const address = (id: string): string => `https://www.notion.so/${encodeURIComponent(title)}-${id}`;
  return [
    // The words of the caller.
    ['notion_read_page', { page: text }],
    ['notion_read_page', { page: `https://evil.example/${text}` }],
    ['notion_read_page', { page: ids.page, [text]: text, section: 5 }],
    ['notion_read_page', { page: ids.page, max_chars: text }],
    ['notion_read_page', { page: ids.page, cursor: text }],
    ['notion_read_page', { page: ids.page, cursor: encodeCursor(text, { page: ids.page }) }],
    ['notion_read_page', { page: `user://${ids.person}` }],
    ['notion_read_page', { page: `${CANARY} nobody` }],
    ['notion_read_page', { page: ids.page.slice(0, 30) }],
    ['notion_read_page', { page: address(ids.source) }],
    ['notion_read_page', { page: `${address(ids.page)} ${address(ids.row)} ${text}` }],
    ['notion_search', { query: `${address(ids.page)} ${address(ids.row)} ${text}` }],
    ['notion_search', { query: `user://${ids.person} ${text}` }],
    ['notion_search', { query: `https://www.notion.so/${encodeURIComponent(title)}` }],
    ['notion_read_page', { page: ids.page, section: text.slice(0, 400), find: 'x' }],
    ['notion_read_page', { page: ids.page, section: 'no such heading' }],
    ['notion_read_file', { page: ids.page, file: text.slice(0, 400) }],
    ['notion_read_file', { page: ids.page, file: 'twin.txt' }],
    ['notion_search', { query: 'x', kind: text }],
    ['fetch', { id: `user://${ids.person}` }],
    ['fetch', { id: `${ids.page}#part=${encodeCursor('fetch', { rows: 1 })}` }],
    ['notion_describe_database', { database, columns: [text] }],
    ['notion_describe_database', { database: `user://${ids.person}` }],
    ['notion_describe_database', { database: ids.page }],
    ['notion_describe_database', { database: `https://www.notion.so/${CANARY}-${ids.page}` }],
    // The words of the workspace.
    ['notion_describe_database', { database: ids.twoFaced }],
    ['notion_describe_database', { database: ids.linked }],
    ['notion_read_page', { page: address(ids.linked) }],
    ['notion_read_page', { page: ids.refusedLink }],
    ['notion_read_page', { page: address(ids.refusedLink) }],
    ['notion_describe_database', { database: text.slice(0, 300) }],
    ['notion_describe_database', { database: `${CANARY} nobody` }],
    ['notion_search', { query: 'x', in_text: true, kind: 'database' }],
    [
      'notion_list_comments',
      { page: ids.page, cursor: encodeCursor('notion_list_comments', { page: ids.row, open: [] }) },
    ],
  ];
}
