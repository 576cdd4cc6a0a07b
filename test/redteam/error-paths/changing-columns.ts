import { columnName, ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way in which a change of a database's columns is refused. */
export function changingColumns(text: string): Call[] {
  const name = (type: string): string => columnName(type, text);
  const edit = (input: object): Call => ['notion_edit_database', { database, ...input }];
  const add = (spec: unknown): Call => edit({ add: { [`new ${text.slice(0, 100)}`]: spec } });
  const select = (...options: readonly unknown[]): Call => add({ type: 'select', options });
  return [
    // Columns that are there.
    edit({ rename: { [name('number')]: `${text.slice(0, 50)}${'x'.repeat(200)}` } }),
    edit({ rename: { [name('number')]: name('date') } }),
    edit({ rename: { [name('number')]: name('date').toUpperCase() } }),
    edit({ add_options: { [name('number')]: [text] } }),
    edit({ add_options: { [name('select')]: [`${CANARY},`] } }),
    edit({ add_options: { [name('select')]: ['x'] }, change: { [name('select')]: {} } }),
    edit({ rename: { [name('number')]: 'x' }, remove: [name('number')] }),
    edit({ remove: [`${text} else`] }),
    // New ones.
    add(text),
    add({ type: 'number', [text]: text }),
    add({ type: 'number', format: `${CANARY} euros` }),
    add({ type: 'number', format: `${text}${'x'.repeat(20)}` }),
    add({ type: 'relation' }),
    add({ type: 'relation', to: text }),
    add({ type: 'rollup', relation: name('number'), property: text }),
    select(...Array.from({ length: 101 }, (_, at) => `${CANARY} ${at}`)),
    select(CANARY, CANARY.toLowerCase()),
    select(`${text},`),
    select({ name: CANARY, [text]: text }),
    select({ name: CANARY, color: text }),
    // A new database.
    ['notion_edit_database', { create_in: text, title: text }],
    ['notion_edit_database', { create_in: ids.trashed, title: text }],
    ['notion_edit_database', { create_in: ids.page, title: text, add: { [text]: text } }],
  ];
}
