import { columnName, ids } from '../hostile-notion.js';
import type { Call } from './call.js';

/** Every way in which a file is refused before it is sent. */
export function uploading(text: string): Call[] {
  const upload = (to: string, as: string, name = 'a.png'): Call => [
    'notion_upload_file',
    { to, as, name, data: 'eA==' },
  ];
  const files = columnName('files', text);
  return [
    upload(ids.full, columnName('number', text)),
    upload(ids.full, `${text} else`),
    upload(ids.full, files),
    upload(ids.keeping, files),
    upload(ids.page, 'icon', text.slice(0, 200)),
    // Larger than this workspace takes.
    upload(ids.page, 'icon', `${text.slice(0, 200)}.png`),
    upload(text, 'icon'),
    ['notion_upload_file', { to: ids.page, as: 'icon', url: text, name: 'a.png' }],
    ['notion_upload_file', { to: ids.page, as: 'icon', path: text, name: 'a.png' }],
  ];
}
