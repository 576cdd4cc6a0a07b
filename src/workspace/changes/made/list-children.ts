import { listBlockChildren } from '../../../notion/endpoints/blocks.js';
import type { ListedPage } from '../../../notion/writes/prove-created.js';
import type { NotionSession } from '../../../notion/session.js';
import { field, textField } from '../../../text/json.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import type { ListedChildren } from './find-made.js';

/** Lists of a hundred that are looked through for what may have been made. */
export const MAX_LISTINGS = 20;

/** The pages or databases among the blocks of a page. */
export async function listChildren(
  session: NotionSession,
  pageId: string,
  type: 'child_page' | 'child_database',
): Promise<ListedChildren> {
  const read = await readUntil((cursor) => listBlockChildren(session, pageId, cursor), MAX_LISTINGS);
  const children = read.items.filter((block) => textField(block, 'type') === type);
  return {
    pages: children.map((block) => listedObject(block, textField(field(block, type), 'title') ?? '', true)),
    isWhole: isComplete(read),
  };
}

/** An object with what tells who made it when; `isAsSent`: whether it has the values that were sent. */
export function listedObject(object: { readonly id: string }, title: string, isAsSent: boolean): ListedPage {
  return {
    id: object.id,
    title,
    createdTime: textField(object, 'created_time') ?? '',
    createdBy: textField(field(object, 'created_by'), 'id'),
    isAsSent,
  };
}
