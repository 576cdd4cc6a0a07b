import { ids } from '../hostile-notion.js';
import { CANARY } from '../hostile-texts.js';
import { database, type Call } from './call.js';

/** Every way in which a change of what a page holds, or of where it lies, is refused. */
export function changingPages(text: string): Call[] {
  const short = text.slice(0, 300);
  const add = (where: string): Call => ['notion_add_content', { page: ids.page, content: 'x', where }];
  const organize = (action: string, page: string, to?: string): Call => [
    'notion_organize_pages',
    { action, pages: [page], to },
  ];
  const template = (named: string, more: object = {}): Call => [
    'notion_create_pages',
    { parent: database, pages: [{ title: 'x', ...more }], template: named },
  ];
  return [
    ['notion_organize_pages', { pages: [`collection://${ids.source}`], action: 'trash' }],
    add(short),
    add(`after: ${short} else`),
    add(`after: ${CANARY}`),
    add(`end of: ${short} else`),
    ['notion_comment', { on: ids.page, text, quote: CANARY }],
    ['notion_comment', { on: `discussion:${short}`, text }],
    ['notion_edit_page', { page: ids.page, under: `${short} else`, check: [short] }],
    ['notion_edit_page', { page: ids.page, edits: [{ find: text, replace: text }] }],
    organize('move', ids.page),
    organize('move', ids.page, ids.twoFaced),
    organize('move', ids.page, ids.page),
    organize('move', ids.trashed, ids.page),
    organize('lock', ids.trashed),
    organize('restore', ids.belowTrashed),
    organize('duplicate', ids.trashed),
    organize('duplicate', ids.page),
    organize('duplicate', ids.endless),
    template(`${short} else`),
    template(text, { content: text }),
    ['notion_undo', { change: text.slice(0, 90) }],
    // Lost on its way, and then asked for again.
    ['notion_create_pages', { parent: `collection://${ids.refusing}`, pages: [{ title: text }] }],
    [
      'notion_create_pages',
      { parent: `collection://${ids.refusing}`, pages: [{ title: text }], request_key: CANARY },
    ],
  ];
}
