import { ToolError } from '../../../errors.js';
import { listBlockChildren } from '../../../notion/endpoints/blocks.js';
import { textField } from '../../../text/json.js';
import { say, Words } from '../../../text/words.js';
/** Counts by width first, so that a limit cuts the depths and not the page's own children. */
export async function countBelow(session, pageId, lookups) {
    const open = [{ id: pageId }];
    let pages = 0;
    let databases = 0;
    let isWhole = true;
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const list = lookups.take() ? await readList(session, next) : undefined;
        if (list === undefined) {
            return { pages, databases, isWhole: false };
        }
        isWhole &&= list.gap === undefined && list.unreadable === 0;
        for (const block of list.items) {
            const type = textField(block, 'type');
            pages += type === 'child_page' ? 1 : 0;
            databases += type === 'child_database' ? 1 : 0;
            if (type !== 'child_database' && holdsBlocks(block)) {
                open.push({ id: block.id });
            }
        }
        if (list.nextCursor !== undefined) {
            open.unshift({ id: next.id, cursor: list.nextCursor });
        }
    }
    return { pages, databases, isWhole };
}
async function readList(session, { id, cursor }) {
    try {
        return await listBlockChildren(session, id, cursor);
    }
    catch (error) {
        if (error instanceof ToolError) {
            return undefined;
        }
        throw error;
    }
}
/** A page in a page says that it has children whenever it has text. */
function holdsBlocks(block) {
    return 'has_children' in block && block.has_children;
}
export function isEmptyBelow({ pages, databases, isWhole }) {
    return pages + databases === 0 && isWhole;
}
/** `at least 3 pages and 1 database with its rows`; empty for nothing. */
export function belowWords({ pages, databases, isWhole }) {
    const parts = [
        ...(pages > 0 ? [countedPages(pages)] : []),
        ...(databases > 0
            ? [databases === 1 ? say `1 database with its rows` : say `${databases} databases with their rows`]
            : []),
    ];
    const counted = Words.join(parts, ' and ');
    if (isWhole) {
        return counted;
    }
    return counted.isEmpty ? say `what could not be counted` : say `at least ${counted}`;
}
/** `3 pages`. */
export function countedPages(count) {
    return count === 1 ? say `1 page` : say `${count} pages`;
}
