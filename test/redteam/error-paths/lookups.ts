import { columnName } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way to look for a name in a list of Notion's that has none like it. */
export function lookups(text: string): Call[] {
  const names = [`${CANARY} nobody`, `${text.slice(0, 300)} nobody`];
  return names.flatMap((wanted): Call[] => [
    ['notion_read_page', { page: wanted }],
    ['notion_describe_database', { database: wanted }],
    ...['people', 'relation'].map((type): Call => [
      'notion_query_database',
      { database, where: [{ property: columnName(type, text), operator: 'contains', value: wanted }] },
    ]),
  ]);
}
