import type { PageObjectResponse } from '@notionhq/client';
import { relatedSource } from '../../notion/query/columns/column-sources.js';
import type { PropertySchema } from '../../content/properties/property-types.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { CancelledError, CapabilityError, isNotFound, ToolError } from '../../errors.js';
import type { Names } from '../../content/names.js';
import { titleWithState } from '../../notion/object-state.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { pagesOf } from '../../notion/endpoints/list-page.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import type { CacheKind, NotionSession } from '../../notion/session.js';
import { listUsers, retrieveUser, userCache } from '../../notion/endpoints/users.js';
import type { LookupBudget } from '../lookup-budget.js';
import { emailOf } from './members.js';
import { getCachedSummary, readSummary, prefetchSummaries, cacheSummary } from './titles.js';
import { undefinedOnToolError } from '../tolerate.js';

/** The objects that an answer refers to by id, dashed. */
interface WantedNames {
  /** Of pages, and of what may be a page. */
  readonly titles?: Iterable<string>;
  readonly databases?: Iterable<string>;
  readonly users?: Iterable<string>;
  /** Data sources, such as those that relation columns lead to. */
  readonly dataSources?: Iterable<string>;
}

/** Why some ids stay unnamed; shown in the answer. */
export interface UnnamedCount {
  /** Not shared with the connection, or deleted. */
  notShared: number;
  /** People, whom this connection may not name at all. */
  forbidden: number;
  /** The call's request allowance was used up, or Notion was unavailable. */
  notLookedUp: number;
}

export interface LookedUpNames extends Names {
  readonly unnamed: UnnamedCount;
}

/** Ids that Notion refused recently: asking again for each answer would cost a request each time. */
const refusedCache: CacheKind<{ refused: true }> = { name: 'refused', lifetimeMs: 60_000 };

/** From this many unknown rows of one data source on, pages of 100 rows are asked for instead of single rows. */
const MIN_ROWS_FOR_QUERY = 2;

/** Queries without a hit that may be spent, as a share of the single reads that they would save. */
const MAX_MISS_SHARE = 0.25;

/** Most referenced objects were edited recently. */
const LATEST_FIRST = { timestamp: 'last_edited_time', direction: 'descending' } as const;

/** Of an allowance that is too small for all names, what people may have. */
const PEOPLE_SHARE = 0.5;

/** Stands for all people where the connection may not name any. */
const ALL_PEOPLE = 'people';

/** Notion's maximum. */
const SOURCES_PER_SEARCH = 100;

/** Titles that are known to be rows of one data source, as the entries of a relation column are. */
interface RelatedRows {
  readonly dataSourceId: string;
  readonly ids: Iterable<string>;
}

/** The targets of these pages' relation columns, with their data sources. */
export function relatedRows(
  pages: readonly PageObjectResponse[],
  columns: readonly PropertySchema[],
): RelatedRows[] {
  return columns.flatMap((column) => {
    const dataSourceId = relatedSource(column);
    const ids = pages.flatMap((page) => {
      const value = page.properties[column.name];
      return value?.type === 'relation' ? value.relation.map(({ id }) => id) : [];
    });
    return dataSourceId === undefined || ids.length === 0 ? [] : [{ dataSourceId, ids }];
  });
}

/**
 * Looks up titles and people within the allowance. `related` rows come 100 to a request as long as that is likely to cost
 * less than asking one by one.
 */
export async function lookUpNames(
  session: NotionSession,
  wanted: WantedNames,
  lookups: LookupBudget,
  related: Iterable<RelatedRows> = [],
): Promise<LookedUpNames> {
  const titles = new Set(wanted.titles ?? []);
  const rowsOf = new Map<string, Set<string>>();
  for (const { dataSourceId, ids } of related) {
    rowsOf.set(dataSourceId, new Set([...(rowsOf.get(dataSourceId) ?? []), ...ids]));
  }
  const databases = new Set(wanted.databases ?? []);
  const dataSources = new Set(wanted.dataSources ?? []);
  const users = new Set(wanted.users ?? []);
  await Promise.all([
    prefetchSummaries(session, [
      ...titles,
      ...databases,
      ...dataSources,
      ...[...rowsOf.values()].flatMap((ids) => [...ids]),
    ]),
    session.prefetchShared(userCache, users),
  ]);
  await Promise.all(
    [...rowsOf].map(([dataSourceId, ids]) => readRowsOf(session, dataSourceId, ids, lookups)),
  );
  const unnamed: UnnamedCount = { notShared: 0, forbidden: 0, notLookedUp: 0 };
  // Where titles alone use up the allowance, people come first: one request can name a hundred of them.
  const isScarce = unknownTitles(session, titles).length >= lookups.left;
  if (isScarce) {
    await readUsers(session, users, lookups.slice(Math.ceil(lookups.left * PEOPLE_SHARE)), unnamed);
  }
  await Promise.all([
    ...unknownTitles(session, titles).map((id) =>
      lookUpOne(session, id, lookups, unnamed, () => readTitle(session, id)),
    ),
    ...unknownTitles(session, databases).map((id) =>
      lookUpOne(session, id, lookups, unnamed, () => readSummary(session, 'database', id)),
    ),
    readDataSources(session, dataSources, lookups, unnamed),
    ...(isScarce ? [] : [readUsers(session, users, lookups, unnamed)]),
  ]);
  return {
    title: (id) => titleOf(session, id),
    user: (id) => userName(session, id),
    unnamed,
  };
}

/** `3 names are missing: …`, or nothing. */
export function unnamedNote(
  unnamed: UnnamedCount,
  what = 'linked page or person',
  plural = 'linked pages or people',
): string {
  const notes = [
    unnamed.notShared > 0
      ? `Unnamed because not shared with this connection: ${pluralize(unnamed.notShared, what, plural)}.`
      : '',
    unnamed.forbidden > 0
      ? `Unnamed because the connection lacks the capability "read user information": ${pluralize(unnamed.forbidden, 'person', 'people')}.`
      : '',
    unnamed.notLookedUp > 0
      ? `Not looked up (request limit): ${pluralize(unnamed.notLookedUp, what, plural)}; repeat the call for more names.`
      : '',
  ];
  return notes.filter((note) => note !== '').join(' ');
}

function unknownTitles(session: NotionSession, ids: Iterable<string>): string[] {
  return [...ids].filter((id) => getCachedSummary(session, id) === undefined);
}

async function readRowsOf(
  session: NotionSession,
  dataSourceId: string,
  wanted: Set<string>,
  lookups: LookupBudget,
): Promise<void> {
  let missing = unknownTitles(session, wanted).length;
  let fruitless = 0;
  const isWorthQuery = (): boolean =>
    missing >= MIN_ROWS_FOR_QUERY && fruitless <= missing * MAX_MISS_SHARE && lookups.take();
  if (!isWorthQuery()) {
    return;
  }
  const read = (cursor: string | undefined): ReturnType<typeof queryDataSource> =>
    queryDataSource(session, dataSourceId, { propertyIds: ['title'], sorts: [LATEST_FIRST], cursor });
  await undefinedOnToolError(async () => {
    for await (const page of pagesOf(read)) {
      for (const row of page.items) {
        cacheSummary(session, row);
      }
      const left = unknownTitles(session, wanted).length;
      fruitless = missing - left < 2 ? fruitless + 1 : 0;
      missing = left;
      if (page.nextCursor === undefined || !isWorthQuery()) {
        break;
      }
    }
  });
}

/** A reference does not name its target's kind; most are pages. */
async function readTitle(session: NotionSession, id: string): Promise<void> {
  try {
    await readSummary(session, 'page', id);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
    await readSummary(session, 'database', id);
  }
}

async function readDataSources(
  session: NotionSession,
  ids: Set<string>,
  lookups: LookupBudget,
  unnamed: UnnamedCount,
): Promise<void> {
  if (unknownTitles(session, ids).length > 1 && lookups.take()) {
    const page = await undefinedOnToolError(() =>
      searchTitles(session, { query: '', kind: 'data_source', pageSize: SOURCES_PER_SEARCH }),
    );
    for (const result of page?.items ?? []) {
      cacheSummary(session, result);
    }
  }
  await Promise.all(
    unknownTitles(session, ids).map((id) =>
      lookUpOne(session, id, lookups, unnamed, () => readSummary(session, 'data_source', id)),
    ),
  );
}

async function readUsers(
  session: NotionSession,
  ids: Set<string>,
  lookups: LookupBudget,
  unnamed: UnnamedCount,
): Promise<void> {
  const unknown = (): string[] => [...ids].filter((id) => session.getCached(userCache, id) === undefined);
  const isForbidden = (): boolean => session.getCached(refusedCache, ALL_PEOPLE) !== undefined;
  if (unknown().length > 1 && !isForbidden() && lookups.take()) {
    await undefinedOnToolError(() => notingForbidden(session, () => listUsers(session)));
  }
  await Promise.all(
    unknown().map(async (id) => {
      const read = (): Promise<unknown> => notingForbidden(session, () => retrieveUser(session, id));
      if (isForbidden()) {
        unnamed.forbidden += 1;
      } else {
        await lookUpOne(session, id, lookups, unnamed, read);
      }
    }),
  );
}

/** Remembers for a while that the connection may not name people, instead of being told so for each. */
async function notingForbidden<Read>(session: NotionSession, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CapabilityError) {
      session.setCached(refusedCache, ALL_PEOPLE, { refused: true });
    }
    throw error;
  }
}

async function lookUpOne(
  session: NotionSession,
  id: string,
  lookups: LookupBudget,
  unnamed: UnnamedCount,
  read: () => Promise<unknown>,
): Promise<void> {
  if (session.getCached(refusedCache, id) !== undefined) {
    unnamed.notShared += 1;
    return;
  }
  if (!lookups.take()) {
    unnamed.notLookedUp += 1;
    return;
  }
  try {
    await read();
  } catch (error) {
    if (!(error instanceof ToolError) || error instanceof CancelledError) {
      throw error;
    }
    if (error instanceof CapabilityError) {
      unnamed.forbidden += 1;
    } else if (isNotFound(error)) {
      session.setCached(refusedCache, id, { refused: true });
      unnamed.notShared += 1;
    } else {
      unnamed.notLookedUp += 1;
    }
  }
}

function titleOf(session: NotionSession, id: string): string | undefined {
  const summary = getCachedSummary(session, id);
  return summary && titleWithState(summary);
}

function userName(session: NotionSession, id: string): string | undefined {
  const user = session.getCached(userCache, id);
  return user && (user.name ?? emailOf(user));
}
