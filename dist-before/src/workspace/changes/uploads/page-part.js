import { field } from '../../../text/json.js';
/** Parts of a page that show one file. */
export const PAGE_PARTS = ['icon', 'cover'];
/** The icon or cover of a page, as Notion gives it. */
export function partOf(page, part) {
    return field(page, part);
}
