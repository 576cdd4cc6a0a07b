import type { PageObjectResponse } from '@notionhq/client';
import { CancelledError, ToolError } from '../../errors.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { CursorTrail, type ListGap, type ListPage } from '../../notion/endpoints/list-page.js';
import { createdFrom, type QueryFilter } from '../../notion/query/conditions/filter.js';
import type { NotionSession } from '../../notion/session.js';
import { gapText } from '../list-end.js';
import type { DatabasesInside } from './databases-inside.js';
import { ROWS } from './row-words.js';

/** Which rows to walk, and of which properties. */
interface RowWalk {
  readonly dataSourceId: string;
  readonly filter: QueryFilter | undefined;
  readonly propertyIds: readonly string[];
  /** Told of the databases among the rows, if any are wanted. */
  readonly inside?: DatabasesInside | undefined;
  /** Share of the call's time reserved for the steps after the walk. */
  readonly reserve: number;
}

/** Where a walk continues. */
export interface WalkPosition {
  /** Creation time of the first rows of the window, ISO 8601. */
  readonly from?: string | undefined;
  /** Notion's cursor within the window. */
  readonly batch?: string | undefined;
  /** Creation time of all rows visited before the cursor, where it is one minute only. */
  readonly minute?: string | undefined;
}

export interface WalkEnd {
  /** Queries that were needed because Notion ended one before its last row. */
  readonly windows: number;
  /** Whether one of them ended for another reason than Notion's limit of 10,000 rows. */
  readonly brokeOff: boolean;
  /** Rows of which Notion gives the id only. */
  readonly unreadable: number;
  /** Why the walk stopped early; undefined when every row was visited. */
  readonly incomplete: string | undefined;
  /** Where to continue, if that is possible. */
  readonly rest: WalkPosition | undefined;
}

type Row = PageObjectResponse;

/** Pages without a row in succession, with more behind each, that are read in one walk. */
const MAX_EMPTY_PAGES = 20;
const TOO_MANY_EMPTY = 'Notion gives one empty page of rows after the other. Call again to continue.';
const OLDEST_FIRST = [{ timestamp: 'created_time', direction: 'ascending' }] as const;
/** Reported when the reserve begins; it is the caller's own time, so there is nothing to wait for. */
const OUT_OF_TIME = 'This call ran out of time. Call again to continue.';

/**
 * Visits all rows, each once, oldest first, 100 to a request. Where Notion ends a query before its last row, as it does
 * at 10,000 rows, the walk continues with a query for rows created in the same minute as the last one (Notion's
 * precision) or later. The rows of that minute are visited by the later query only. A failure after the first request
 * ends the walk early instead of losing what was read.
 */
export async function walkRows(
  session: NotionSession,
  walk: RowWalk,
  start: WalkPosition,
  visit: (rows: readonly Row[]) => Promise<void>,
): Promise<WalkEnd> {
  let place = start;
  let windows = 1;
  let empty = 0;
  let unreadable = 0;
  let brokeOff = false;
  let gap: ListGap | undefined;
  let trail = new CursorTrail(start.batch);
  let first = start.minute;
  // Rows of the minute that was read last: they belong to the next window if this one ends here.
  let pending: readonly Row[] = [];
  const visited = new Set<string>();
  const visitNow = async (rows: readonly Row[]): Promise<void> => {
    rows.forEach(({ id }) => visited.add(id));
    await visit(rows);
  };
  /** A page of rows, or why there is none. */
  const readPage = async (mayFail: boolean): Promise<ListPage<Row> | string> => {
    try {
      return trail.follow(await queryWindow(session, walk, place));
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof CancelledError || !mayFail) {
        throw error;
      }
      return `${error.message} ${error.advice}`;
    }
  };
  for (let requests = 0; ; requests += 1) {
    const stop =
      requests > 0 && session.timeLeft < walk.reserve
        ? OUT_OF_TIME
        : empty >= MAX_EMPTY_PAGES
          ? TOO_MANY_EMPTY
          : undefined;
    const page = stop ?? (await readPage(requests > 0));
    if (typeof page === 'string') {
      const later = nextWindow(walk, first, pending.at(-1)?.created_time);
      await visitNow(later === undefined ? pending : []);
      return {
        windows,
        brokeOff,
        unreadable,
        incomplete: gap === undefined ? page : `${reasonToStop(gap, first, undefined)} ${page}`,
        rest: later ?? (first === pending.at(-1)?.created_time ? { ...place, minute: first } : place),
      };
    }
    unreadable += page.unreadable;
    empty = page.items.length === 0 ? empty + 1 : 0;
    const rows = eachOnce([...pending, ...page.items]).filter(({ id }) => !visited.has(id));
    const last = rows.at(-1)?.created_time;
    first ??= rows[0]?.created_time;
    const isBroken = page.gap !== undefined && page.nextCursor === undefined;
    const next = isBroken ? nextWindow(walk, first, last) : undefined;
    // A gap with a cursor behind it stays: the walk goes on, but nothing leads back to what is missing.
    gap ??= next === undefined ? page.gap : undefined;
    if (page.nextCursor === undefined && next === undefined) {
      await visitNow(rows);
      return {
        windows,
        brokeOff,
        unreadable,
        incomplete: gap && reasonToStop(gap, first, last),
        rest: undefined,
      };
    }
    await visitNow(rows.filter((row) => row.created_time !== last));
    if (next === undefined) {
      pending = rows.filter((row) => row.created_time === last);
      place = { from: place.from, batch: page.nextCursor };
    } else {
      pending = [];
      first = undefined;
      windows += 1;
      brokeOff ||= page.gap?.kind !== 'result limit';
      trail = new CursorTrail();
      place = next;
    }
  }
}

async function queryWindow(
  session: NotionSession,
  walk: RowWalk,
  { from, batch }: WalkPosition,
): Promise<ListPage<Row>> {
  const page = await queryDataSource(session, walk.dataSourceId, {
    filter: from === undefined ? walk.filter : createdFrom(walk.filter, from),
    sorts: [...OLDEST_FIRST],
    propertyIds: walk.propertyIds,
    withDatabases: walk.inside !== undefined,
    cursor: batch,
  });
  walk.inside?.add(page.databases);
  return page;
}

/** Undefined if a window from there would not advance, or its filter would be too deep for Notion. */
function nextWindow(
  walk: RowWalk,
  first: string | undefined,
  last: string | undefined,
): WalkPosition | undefined {
  return last === undefined || last === first || createdFrom(walk.filter, last) === undefined
    ? undefined
    : { from: last };
}

function reasonToStop(gap: ListGap, first: string | undefined, last: string | undefined): string {
  if (gap.kind !== 'result limit') {
    return String(gapText(gap, ROWS));
  }
  const limit = 'Notion returns at most 10,000 rows per query';
  return last !== undefined && last === first
    ? `${limit}, and more than these were created in the same minute (${last}). Narrow the question with where.`
    : `${limit}, and these conditions cannot be continued by creation time. Narrow the question with where.`;
}

/** A list that leads back to what was read gives some rows again. */
function eachOnce(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
