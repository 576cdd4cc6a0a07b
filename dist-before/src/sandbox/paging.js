import { createHash } from 'node:crypto';
import { badCursor, validationError } from './errors.js';
/** Largest and standard `page_size` of every list. */
const MAX_PAGE_SIZE = 100;
function checkSize(size, where) {
    if (size === undefined || size === null) {
        return MAX_PAGE_SIZE;
    }
    const number = where === 'query' && typeof size === 'string' ? Number(size) : size;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
        throw validationError(`${where} failed validation: ${where}.page_size should be a number, instead was \`${JSON.stringify(size)}\`.`);
    }
    if (number > MAX_PAGE_SIZE) {
        throw validationError(`${where} failed validation: ${where}.page_size should be ≤ \`${MAX_PAGE_SIZE}\`, instead was \`${number}\`.`);
    }
    return number;
}
/** Reads paging from a query string. */
export function pageRequestOfQuery(query) {
    return {
        cursor: query.get('start_cursor') ?? undefined,
        size: checkSize(query.get('page_size') ?? undefined, 'query'),
    };
}
/** Reads paging from a JSON body. */
export function pageRequestOfBody(body) {
    const cursor = body['start_cursor'];
    if (cursor !== undefined && typeof cursor !== 'string') {
        throw validationError(`body failed validation: body.start_cursor should be a string or \`undefined\`, instead was \`${JSON.stringify(cursor)}\`.`);
    }
    return { cursor, size: checkSize(body['page_size'], 'body') };
}
/** Cuts one page out. A cursor that this list does not hold is refused, as a stale one is. */
export function slice(items, request, cursorOf) {
    let start = 0;
    if (request.cursor !== undefined) {
        start = items.findIndex((item, index) => cursorOf(item, index) === request.cursor);
        if (start < 0) {
            throw badCursor(request.cursor);
        }
    }
    const end = start + request.size;
    const next = items[end];
    return {
        items: items.slice(start, end),
        nextCursor: next === undefined ? null : cursorOf(next, end),
    };
}
/** Six characters, as the property endpoint returns; they encode a position. */
export function shortCursor(scope, index) {
    return createHash('sha256').update(`${scope}:${index}`).digest('base64url').slice(0, 6);
}
/** The list envelope. `type` names the kind of item and is repeated as an empty object. */
export function listBody(type, results, nextCursor) {
    return {
        object: 'list',
        results,
        next_cursor: nextCursor,
        has_more: nextCursor !== null,
        type,
        [type]: {},
    };
}
