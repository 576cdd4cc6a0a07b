import { columnName, ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way in which values of pages are refused before they are sent. */
export function settingValues(text: string): Call[] {
  const name = (type: string): string => columnName(type, text);
  const pages = [ids.row];
  const short = text.slice(0, 298);
  const set = (type: string, value: unknown, more: object = {}): Call => [
    'notion_create_pages',
    {
      parent: database,
      pages: [{ title: 'x', properties: { [name(type)]: value } }],
      dry_run: true,
      ...more,
    },
  ];
  return [
    set('button', 'x'),
    set('status', null),
    set('status', `${text} else`),
    set('select', `${text} else`),
    set('select', `${CANARY}, ${text}`.slice(0, 500), { new_options: true }),
    set('multi_select', [`TWIN ${text}`]),
    set('number', text),
    set('date', text),
    set('date', 'tomorrow'),
    set('date', { start: '2026-10-09T15:00', time_zone: text }),
    set('people', 'me'),
    set(`invented ${text}`, 'x'),
    ['notion_set_properties', { pages, set: { in_trash: text } }],
    ['notion_set_properties', { pages, set: { title: text.slice(0, 300), Title: 'x' } }],
    ['notion_set_properties', { pages, set: { [`1 ${short}`]: 1, [`2 ${short}`]: text } }],
    ['notion_set_properties', { pages, add: { title: [text] } }],
    ['notion_set_properties', { pages: [text.slice(0, 300)], set: { title: text } }],
    ['notion_create_pages', { parent: ids.twoFaced, pages: [{ title: 'x' }] }],
    ['notion_create_pages', { parent: text.slice(0, 300), pages: [{ title: 'x' }] }],
    ['notion_create_pages', { parent: database, pages: [{ properties: { [text]: text } }] }],
    ['notion_create_pages', { parent: database, pages: [{ title: 'x', icon: text.slice(0, 300) }] }],
  ];
}
