import { field, isRecord, textField } from '../../text/json.js';

/** Why a list has more than it gives, although it names no cursor to continue from. */
export interface ListGap {
  readonly kind:
    /** A query ended at Notion's limit of 10,000 results. */
    | 'result limit'
    /** Notion reports the answer as incomplete for another reason. */
    | 'incomplete'
    /** There are more, and no cursor. */
    | 'no cursor'
    /** The cursor leads back to what was read. */
    | 'cursor repeated'
    /** The answer holds no list. */
    | 'no list';
  /** Notion's word for it, where it is `incomplete`. */
  readonly reason?: string | undefined;
}

/** What is known of the end of a list. It is complete if there is nothing of all this. */
export interface ListEnd {
  /** Where it continues. */
  readonly nextCursor: string | undefined;
  readonly gap: ListGap | undefined;
  /** Entries of which Notion gives the id only, because this connection may not read them. */
  readonly unreadable: number;
}

/** One page of a list. */
export interface ListPage<Item> extends ListEnd {
  readonly items: Item[];
}

/** Notion's reason where a query has reached its limit. */
const LIMIT_REACHED = 'query_result_limit_reached';

/**
 * Reads one page of any of Notion's lists without trusting its shape: a list that breaks off must not look like its end.
 * `cursor` is the one that was sent; `isWhole` distinguishes entries from those of which Notion gives the id only.
 */
export function listPage<Item>(
  answer: object,
  cursor: string | undefined,
  isWhole: (entry: Item) => boolean = () => true,
): ListPage<Item> {
  const results = field(answer, 'results');
  const entries = Array.isArray(results) ? results : [];
  const items = entries.filter((entry): entry is Item => isRecord(entry) && isWhole(entry as Item));
  const next = textField(answer, 'next_cursor');
  const hasMore = field(answer, 'has_more') ?? next !== undefined;
  const isNew = next !== undefined && next !== '' && next !== cursor;
  return {
    items,
    nextCursor: hasMore === true && isNew ? next : undefined,
    gap: Array.isArray(results)
      ? (reportedGap(answer) ?? (hasMore === true && !isNew ? cursorGap(next) : undefined))
      : { kind: 'no list' },
    unreadable: entries.length - items.length,
  };
}

function reportedGap(answer: object): ListGap | undefined {
  const status = field(answer, 'request_status');
  if (textField(status, 'type') !== 'incomplete') {
    return undefined;
  }
  const reason = textField(status, 'incomplete_reason');
  return reason === LIMIT_REACHED ? { kind: 'result limit' } : { kind: 'incomplete', reason };
}

function cursorGap(next: string | undefined): ListGap {
  return { kind: next === undefined || next === '' ? 'no cursor' : 'cursor repeated' };
}

/** The cursors that were followed through one list. One that comes again would lead round in a circle for ever. */
export class CursorTrail {
  readonly #followed = new Set<string>();

  constructor(start?: string) {
    if (start !== undefined) {
      this.#followed.add(start);
    }
  }

  /** The page, without its cursor if that was followed before. */
  follow<Page extends ListEnd>(page: Page): Page {
    const { nextCursor } = page;
    if (nextCursor === undefined) {
      return page;
    }
    if (this.#followed.has(nextCursor)) {
      return { ...page, nextCursor: undefined, gap: page.gap ?? { kind: 'cursor repeated' } };
    }
    this.#followed.add(nextCursor);
    return page;
  }
}

/** Page after page from `start` until the list ends or leads back; whoever reads them may stop earlier. */
export async function* pagesOf<Page extends ListEnd>(
  read: (cursor: string | undefined) => Promise<Page>,
  start?: string,
): AsyncGenerator<Page, void> {
  const trail = new CursorTrail(start);
  let cursor = start;
  do {
    const page = trail.follow(await read(cursor));
    yield page;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** The end of a list that was read whole. */
export const COMPLETE: ListEnd = { nextCursor: undefined, gap: undefined, unreadable: 0 };

/** What is known after two stretches of one list. */
export function joinEnds(before: ListEnd, after: ListEnd): ListEnd {
  return {
    nextCursor: after.nextCursor,
    gap: before.gap ?? after.gap,
    unreadable: before.unreadable + after.unreadable,
  };
}
