import { encodeCursor } from '../../../src/content/answer/cursor.js';
import { columnName, ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way in which a question to the hostile database is refused. */
export function querying(text: string): Call[] {
  const name = (type: string): string => columnName(type, text);
  const where = (type: string, operator: string, value?: unknown): Call => [
    'notion_query_database',
    { database, where: [{ property: name(type), operator, ...(value === undefined ? {} : { value }) }] },
  ];
  const query = (input: object): Call => ['notion_query_database', { database, ...input }];
  return [
    query({ view: text.slice(0, 2000) || 'x' }),
    query({ view: `${CANARY} nobody` }),
    query({ view: `view://${ids.otherView}` }),
    query({
      view: `view://${ids.deepView}`,
      match: 'any',
      where: Array.from({ length: 12 }, (_, at) => ({
        all: [
          { property: name('number'), operator: 'equals', value: at },
          { property: name('number'), operator: 'less_than', value: at },
        ],
      })),
    }),
    ['notion_query_database', { database: `view://${ids.refusedView}` }],
    query({ columns: [CANARY] }),
    query({ columns: ['title'] }),
    query({ count_by: name('rollup') }),
    query({ count_by: name('button') }),
    query({ count_by: name('select'), calculate: [text] }),
    query({ count_by: name('select'), calculate: [`sum of ${name('rich_text')}`] }),
    query({ calculate: [`sum of ${name('number')} by ${name('select')}`] }),
    query({ sort: [{ property: name('button') }] }),
    query({ sort: [{ property: name('number'), direction: text.slice(0, 20) }] }),
    query({ where: [{ property: text, operator: 'equals', value: 'x' }] }),
    where('rich_text', text, 'x'),
    where('rich_text', 'equals'),
    where('rich_text', 'is_empty', text),
    where('rich_text', 'contains', [text, text]),
    where('number', 'equals', text),
    where('select', 'equals', `${text} else`),
    where('status', 'equals', `${text} else`),
    where('multi_select', 'contains', `TWIN ${text}`),
    where('date', 'before', text),
    where('checkbox', 'equals', text),
    where('button', 'equals', text),
    where(`invented ${text}`, 'equals', text),
    where('unique_id', 'equals', `OTHER-${CANARY}`),
    where('formula', `${text}:equals`, 'x'),
    where('formula', 'sounds like', 'x'),
    where('rollup', `${text}:equals`, 'x'),
    where('rollup', 'sounds like', 'x'),
    where('rolled list', `${text}:equals`, 'x'),
    query({ where: [{ property: `TWIN ${text}`, operator: 'equals', value: 'x' }] }),
    query({ count_by: name('select'), calculate: [`sum of ${name('formula')}`] }),
    where('people', 'contains', 'me'),
    where('people', 'contains', CANARY),
    where('people', 'contains', 'nobody of them'),
    where('people', 'contains', text),
    where('relation', 'contains', CANARY),
    where('relation', 'contains', `https://evil.example/${CANARY}`),
    query({
      where: [
        { property: name('number'), operator: 'equals', value: 1, any: [{ property: 'x', operator: 'y' }] },
      ],
    }),
    query({ where: [{ property: name('number') }] }),
    query({ cursor: encodeCursor('notion_query_database', { question: text, page: 1 }) }),
  ];
}
