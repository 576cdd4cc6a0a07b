import { listBlockChildren } from '../../../notion/endpoints/blocks.js';
import { field, textField } from '../../../text/json.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
/** Lists of a hundred that are looked through for what may have been made. */
export const MAX_LISTINGS = 20;
/** The pages or databases among the blocks of a page. */
export async function listChildren(session, pageId, type) {
    const read = await readUntil((cursor) => listBlockChildren(session, pageId, cursor), MAX_LISTINGS);
    const children = read.items.filter((block) => textField(block, 'type') === type);
    return {
        pages: children.map((block) => listedObject(block, textField(field(block, type), 'title') ?? '', true)),
        isWhole: isComplete(read),
    };
}
/** An object with what tells who made it when; `isAsSent`: whether it has the values that were sent. */
export function listedObject(object, title, isAsSent) {
    return {
        id: object.id,
        title,
        createdTime: textField(object, 'created_time') ?? '',
        createdBy: textField(field(object, 'created_by'), 'id'),
        isAsSent,
    };
}
