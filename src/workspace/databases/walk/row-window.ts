import type { PageObjectResponse } from '@notionhq/client';
import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { CursorTrail, type ListPage } from '../../../notion/endpoints/list-page.js';
import { createdWithin, type QueryFilter } from '../../../notion/query/conditions/filter.js';
import type { NotionSession } from '../../../notion/session.js';
import type { DatabasesInside } from '../databases-inside.js';

export type Row = PageObjectResponse;

/** Which rows to walk, and of which properties. */
export interface RowWalk {
  readonly dataSourceId: string;
  readonly filter: QueryFilter | undefined;
  readonly propertyIds: readonly string[];
  /** Told of the databases among the rows, if any are wanted. */
  readonly inside?: DatabasesInside | undefined;
  /** Share of the call's time reserved for the steps after the walk. */
  readonly reserve: number;
  /** Called after each round of requests, when its rows were visited. */
  readonly progress?: (() => void) | undefined;
}

/** Where a walk continues. */
export interface WalkPosition {
  /** Creation time of the first rows of the window, ISO 8601. */
  readonly from?: string | undefined;
  /** Creation time of the first rows after the window; only with a `batch`, which belongs to a query with both. */
  readonly before?: string | undefined;
  /** Notion's cursor within the window. */
  readonly batch?: string | undefined;
  /** Creation time of all rows visited before the cursor, where it is one minute only. */
  readonly minute?: string | undefined;
}

/** One query for the rows created within a time, and how far it was read. */
export interface RowWindow {
  readonly from: string | undefined;
  readonly before: string | undefined;
  readonly batch: string | undefined;
  /** Creation time of the first rows that the query gave. */
  readonly first: string | undefined;
  /** Rows of the minute that was read last: they belong to the next window if this one ends here. */
  readonly held: readonly Row[];
  /** Rows that the query gave before these. */
  readonly read: number;
  readonly trail: CursorTrail;
  /** Pages without a row in succession, with more behind each. */
  readonly empty: number;
}

export function openWindow({ from, before, batch, minute }: WalkPosition): RowWindow {
  return { from, before, batch, first: minute, held: [], read: 0, trail: new CursorTrail(batch), empty: 0 };
}

const OLDEST_FIRST = [{ timestamp: 'created_time', direction: 'ascending' }] as const;
const NEWEST_FIRST = [{ timestamp: 'created_time', direction: 'descending' }] as const;

/** The next page of a window, oldest rows first. */
export async function readWindow(
  session: NotionSession,
  walk: RowWalk,
  window: RowWindow,
): Promise<ListPage<Row>> {
  const page = await queryDataSource(session, walk.dataSourceId, {
    filter: filterWithin(walk, window),
    sorts: [...OLDEST_FIRST],
    propertyIds: walk.propertyIds,
    withDatabases: walk.inside !== undefined,
    cursor: window.batch,
  });
  walk.inside?.add(page.databases);
  return window.trail.follow(page);
}

/** The newest of all rows, newest first. */
export async function readNewest(session: NotionSession, walk: RowWalk): Promise<ListPage<Row>> {
  const page = await queryDataSource(session, walk.dataSourceId, {
    filter: walk.filter,
    sorts: [...NEWEST_FIRST],
    propertyIds: walk.propertyIds,
    withDatabases: walk.inside !== undefined,
  });
  walk.inside?.add(page.databases);
  return page;
}

/** Whether the conditions leave room for those of a window: Notion's filters have two levels only. */
export function mayWindow(walk: RowWalk, times: Pick<WalkPosition, 'from' | 'before'>): boolean {
  return filterWithin(walk, times) !== undefined;
}

function filterWithin(
  { filter }: RowWalk,
  { from, before }: Pick<WalkPosition, 'from' | 'before'>,
): QueryFilter | undefined {
  return from === undefined && before === undefined ? filter : createdWithin(filter, { from, before });
}
