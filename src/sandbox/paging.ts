import { createHash } from 'node:crypto';
import { badCursor, validationError } from './errors.js';

/** Largest and standard `page_size` of every list. */
const MAX_PAGE_SIZE = 100;

/** What the caller asked for: from the query string (GET) or the body (POST). */
interface PageRequest {
  readonly cursor: string | undefined;
  readonly size: number;
}

/** One page of a list. */
interface Slice<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Names the place of an item; a different rule for each kind of list, because Notion's cursors differ too. */
type CursorRule<Item> = (item: Item, index: number) => string;

function checkSize(size: unknown, where: 'body' | 'query'): number {
  if (size === undefined || size === null) {
    return MAX_PAGE_SIZE;
  }
  const number = where === 'query' && typeof size === 'string' ? Number(size) : size;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
    throw validationError(
      `${where} failed validation: ${where}.page_size should be a number, instead was \`${JSON.stringify(size)}\`.`,
    );
  }
  if (number > MAX_PAGE_SIZE) {
    throw validationError(
      `${where} failed validation: ${where}.page_size should be ≤ \`${MAX_PAGE_SIZE}\`, instead was \`${number}\`.`,
    );
  }
  return number;
}

/** Reads paging from a query string. */
export function pageRequestOfQuery(query: URLSearchParams): PageRequest {
  return {
    cursor: query.get('start_cursor') ?? undefined,
    size: checkSize(query.get('page_size') ?? undefined, 'query'),
  };
}

/** Reads paging from a JSON body. */
export function pageRequestOfBody(body: Readonly<Record<string, unknown>>): PageRequest {
  const cursor = body['start_cursor'];
  if (cursor !== undefined && typeof cursor !== 'string') {
    throw validationError(
      `body failed validation: body.start_cursor should be a string or \`undefined\`, instead was \`${JSON.stringify(cursor)}\`.`,
    );
  }
  return { cursor, size: checkSize(body['page_size'], 'body') };
}

/** Cuts one page out. A cursor that this list does not hold is refused, as a stale one is. */
export function slice<Item>(
  items: readonly Item[],
  request: PageRequest,
  cursorOf: CursorRule<Item>,
): Slice<Item> {
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
export function shortCursor(scope: string, index: number): string {
  return createHash('sha256').update(`${scope}:${index}`).digest('base64url').slice(0, 6);
}

/** The list envelope. `type` names the kind of item and is repeated as an empty object. */
export function listBody(
  type: string,
  results: readonly unknown[],
  nextCursor: string | null,
): Record<string, unknown> {
  return {
    object: 'list',
    results,
    next_cursor: nextCursor,
    has_more: nextCursor !== null,
    type,
    [type]: {},
  };
}
