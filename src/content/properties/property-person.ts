import { escapeText } from '../rich-text/escape.js';
import { recordOf, stringOf } from '../json-access.js';
import type { Names } from '../names.js';
import { markedId } from '../notion-id.js';

/**
 * A person, bot or group by name. Notion sends e-mail addresses along with names; they are private and printed only for
 * somebody who has no name at all.
 */
export function renderPerson(person: unknown, names: Names): string {
  const user = recordOf(person);
  const id = stringOf(user['id']);
  const isGroup = user['object'] === 'group';
  const own = stringOf(user['name']).trim();
  const known = own === '' && id !== '' && !isGroup ? names.user(id) : own;
  const name = known || stringOf(recordOf(user['person'])['email']);
  if (name !== '') {
    return escapeText(name);
  }
  return id === '' && user['object'] === undefined ? '' : markedId(isGroup ? 'group' : 'user', id);
}
