import { AccessError } from '../../errors.js';
import { arrayOf, field, isRecord, recordOf, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
const viewCache = {
    name: 'view',
    lifetimeMs: 5 * 60_000,
    isShared: true,
    partOf: (view) => textField(field(view, 'parent'), 'database_id'),
};
const viewListCache = { name: 'views', lifetimeMs: 5 * 60_000, isShared: true };
/** Notion's maximum for a list. */
const MAX_VIEWS_PER_LIST = 100;
/**
 * `GET /v1/views?database_id=…`: the views of a database, without names. Rejects with an `AccessError` or
 * `UnexpectedResponseError` where Notion has no views to give.
 */
export function listViews(session, databaseId) {
    return session.cached(viewListCache, databaseId, async (reader) => {
        const list = await reader.read('GET /v1/views', (client) => client.views.list({ database_id: databaseId, page_size: MAX_VIEWS_PER_LIST }));
        return {
            ids: arrayOf(list.results).flatMap((view) => textField(view, 'id') ?? []),
            hasMore: list.has_more,
        };
    });
}
/** `GET /v1/views/{view_id}`. */
export async function retrieveView(session, viewId) {
    const read = await session.cached(viewCache, viewId, async (reader) => {
        const view = await reader.read('GET /v1/views/{view_id}', (client) => client.views.retrieve({ view_id: viewId }));
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
export function asView(view) {
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
export function listCurrentViews(session, databaseId) {
    session.deleteCached(viewListCache, databaseId);
    return listViews(session, databaseId);
}
/** One of them, as it is now. */
export function retrieveCurrentView(session, viewId) {
    session.deleteCached(viewCache, viewId);
    return retrieveView(session, viewId);
}
function notReadable() {
    return new AccessError(say `This connection may not read the view.`, say `Share the database of the view with the connection in Notion.`);
}
