import type { NotionSession, CacheKind } from '../session.js';
import { AccessError } from '../../errors.js';
import { arrayOf, field, isRecord, recordOf, textField, type JsonRecord } from '../../text/json.js';
import { say } from '../../text/words.js';

/** A view of a database: whose rows it shows, which of them, and in which order. Read leniently: the endpoint is young. */
export interface View {
  /** Dashed. */
  readonly id: string;
  readonly name: string;
  /** `table`, `board`, `dashboard`, … */
  readonly type: string;
  /** The database that it lies in. */
  readonly databaseId: string;
  /** The data source whose rows it shows: for a linked view another database's; undefined for a dashboard. */
  readonly dataSourceId: string | undefined;
  /** As the query endpoint takes it; unchecked. */
  readonly filter: unknown;
  readonly sorts: readonly unknown[];
  /** Conditions without their column, by its name or id; unchecked. */
  readonly quickFilters: JsonRecord;
  /** Layout: grouping, shown columns and the like; unchecked. */
  readonly configuration: JsonRecord;
  /** '' where Notion does not say. */
  readonly url: string;
  /** ISO 8601; '' where Notion does not say. */
  readonly createdTime: string;
  readonly createdBy: string | undefined;
}

/** The views of a database, in Notion's order. */
interface ViewList {
  /** Dashed ids. */
  readonly ids: readonly string[];
  /** Notion has more of them. */
  readonly hasMore: boolean;
}

const viewCache: CacheKind<JsonRecord> = {
  name: 'view',
  lifetimeMs: 5 * 60_000,
  isShared: true,
  partOf: (view) => textField(field(view, 'parent'), 'database_id'),
};
const viewListCache: CacheKind<ViewList> = { name: 'views', lifetimeMs: 5 * 60_000, isShared: true };

/** Notion's maximum for a list. */
const MAX_VIEWS_PER_LIST = 100;

/**
 * `GET /v1/views?database_id=…`: the views of a database, without names. Rejects with an `AccessError` or
 * `UnexpectedResponseError` where Notion has no views to give.
 */
export function listViews(session: NotionSession, databaseId: string): Promise<ViewList> {
  return session.cached(viewListCache, databaseId, async (reader) => {
    const list = await reader.read('GET /v1/views', (client) =>
      client.views.list({ database_id: databaseId, page_size: MAX_VIEWS_PER_LIST }),
    );
    return {
      ids: arrayOf(list.results).flatMap((view) => textField(view, 'id') ?? []),
      hasMore: list.has_more,
    };
  });
}

/** `GET /v1/views/{view_id}`. */
export async function retrieveView(session: NotionSession, viewId: string): Promise<View> {
  const read = await session.cached(viewCache, viewId, async (reader) => {
    const view: unknown = await reader.read('GET /v1/views/{view_id}', (client) =>
      client.views.retrieve({ view_id: viewId }),
    );
    if (!isRecord(view)) {
      throw notReadable();
    }
    return view;
  });
  const [kept] = (await session.lockdown?.keep(session, 'view', [read])) ?? [read];
  const found = asView(kept);
  if (found === undefined) {
    throw notReadable();
  }
  return { ...found, id: viewId };
}

/** A view in an answer; undefined if it is none, or one of which only a part is shown. */
export function asView(view: unknown): View | undefined {
  const id = textField(view, 'id');
  const databaseId = textField(field(view, 'parent'), 'database_id');
  return !isRecord(view) || id === undefined || databaseId === undefined || view['name'] === undefined
    ? undefined
    : {
        id,
        name: textField(view, 'name') ?? '',
        type: textField(view, 'type') ?? '',
        databaseId,
        dataSourceId: textField(view, 'data_source_id'),
        filter: view['filter'],
        sorts: arrayOf(view['sorts']),
        quickFilters: recordOf(view['quick_filters']),
        configuration: recordOf(view['configuration']),
        url: textField(view, 'url') ?? '',
        createdTime: textField(view, 'created_time') ?? '',
        createdBy: textField(field(view, 'created_by'), 'id'),
      };
}

/** The same, as they are now: for what is about to be changed. */
export function listCurrentViews(session: NotionSession, databaseId: string): Promise<ViewList> {
  session.deleteCached(viewListCache, databaseId);
  return listViews(session, databaseId);
}

/** One of them, as it is now. */
export function retrieveCurrentView(session: NotionSession, viewId: string): Promise<View> {
  session.deleteCached(viewCache, viewId);
  return retrieveView(session, viewId);
}

function notReadable(): AccessError {
  return new AccessError(
    say`This connection may not read the view.`,
    say`Share the database of the view with the connection in Notion.`,
  );
}
