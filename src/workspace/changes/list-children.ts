import { listBlockChildren } from '../../notion/endpoints/blocks.js';
import type { ListedPage } from '../../notion/writes/prove-created.js';
import type { NotionSession } from '../../notion/session.js';
import { field, textField } from '../../text/json.js';
import { isComplete } from '../list-end.js';
import { readUntil } from '../read-all.js';

/** Lists of a hundred that are looked through for what may have been made. */
export const MAX_LISTINGS = 20;

/** What a parent holds, as far as it was read. */
export interface ListedChildren {
  readonly pages: readonly ListedPage[];
  readonly isWhole: boolean;
}

/** The pages or databases among the blocks of a page. */
export async function listChildren(
  session: NotionSession,
  pageId: string,
  type: 'child_page' | 'child_database',
): Promise<ListedChildren> {
  const read = await readUntil((cursor) => listBlockChildren(session, pageId, cursor), MAX_LISTINGS);
  const children = read.items.filter((block) => textField(block, 'type') === type);
  return {
    pages: children.map((block) => listedObject(block, textField(field(block, type), 'title') ?? '')),
    isWhole: isComplete(read),
  };
}

/** An object with what tells who made it when. */
export function listedObject(object: { readonly id: string }, title: string): ListedPage {
  return {
    id: object.id,
    title,
    createdTime: textField(object, 'created_time') ?? '',
    createdBy: textField(field(object, 'created_by'), 'id'),
  };
}
