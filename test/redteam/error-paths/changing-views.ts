import { columnName, ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way in which a change of a database's views is refused. */
export function changingViews(text: string): Call[] {
  const column = (type: string): string => columnName(type, text);
  const view = (spec: unknown, name = `${CANARY} ${text.slice(0, 100)}`): Call => [
    'notion_edit_database',
    { database, views: { [name]: spec } },
  ];
  const table = (spec: object): Call => view({ type: 'table', ...spec });
  const there = `view://${ids.view}`;
  return [
    // The view that is meant.
    view(null),
    view({ sort: text }),
    view({ type: 'board' }, there),
    view({ sort: column('number') }, text),
    ['notion_edit_database', { database, views: { [there]: { name: 'x' }, [text]: { name: 'y' } } }],
    ['notion_edit_database', { database, views: { [there]: null }, dry_run: true }],
    // What it is to be.
    view(1),
    view({ [text]: text }),
    view({ type: text }),
    table({ where: [{ [text]: text }] }),
    table({ where: [{ property: text, operator: 'equals', value: text }] }),
    table({ sort: [{ property: text }] }),
    table({ name: `${text}${'x'.repeat(200)}` }),
    table({ columns: 5 }),
    table({ columns: [text] }),
    table({ by: text }),
    table({ by: column('files') }),
    view({ type: 'list', by: column('number') }),
    view({ type: 'board', by: null }),
    view({ type: 'calendar', by: column('number') }),
    view({ type: 'timeline' }),
    view({ type: 'map', by: column('number') }),
  ];
}
