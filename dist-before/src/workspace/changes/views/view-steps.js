import { ConflictError, isNotFound, UnavailableError } from '../../../errors.js';
import { createView, deleteView, updateView } from '../../../notion/endpoints/view-writes.js';
import { asView, listCurrentViews, retrieveCurrentView } from '../../../notion/endpoints/views.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { findMade } from '../made/find-made.js';
import { readCurrentViews } from './list-views.js';
import { differences, hasSettings, settingsOf, } from './view-settings.js';
/** The request that makes a view, after the others. */
export function makeView(session, journal, { databaseId, database, schema }, definition, since) {
    const { name, type, data_source_id: source, configuration, ...settings } = definition;
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
    const request = createView({
        database_id: databaseId,
        data_source_id: source,
        name,
        type,
        ...given,
        configuration: { ...configuration, type },
    });
    return {
        planned: { action: 'create_view', target: databaseId, title: name, before: null, after: definition },
        idsOf: (made) => (made === undefined ? [] : [made.id]),
        write: {
            endpoint: request.endpoint,
            page: databaseId,
            place: say `the view ${name} of the database ${database}`,
            send: async (client) => {
                const made = await request.send(client);
                return asView(made);
            },
            prove: async () => {
                const proof = await findMadeView(session, journal, { databaseId, schema, definition, since });
                return proof.kind === 'saved'
                    ? { kind: 'saved', result: await retrieveCurrentView(session, proof.result) }
                    : proof;
            },
            readSaved: ({ resourceId }) => {
                if (resourceId === undefined) {
                    throw new UnavailableError(say `Notion did not say which view it made.`, say `Look for it.`);
                }
                return retrieveCurrentView(session, resourceId);
            },
            // Nothing is replaced.
            recheck: () => Promise.resolve(),
        },
    };
}
/** The request that gives a view other settings. */
export function changeView(session, { databaseId, database, schema }, view, settings) {
    const request = updateView(view.id, settings);
    const all = settingsOf(view);
    const before = Object.fromEntries(Object.keys(settings).map((key) => [key, all[key]]));
    const read = () => retrieveCurrentView(session, view.id);
    const isUntouched = (now) => hasSettings(now, before, schema);
    return {
        planned: { action: 'change_view', target: view.id, title: view.name, before, after: settings },
        idsOf: () => [view.id],
        write: {
            endpoint: request.endpoint,
            page: databaseId,
            place: say `the view ${view.name} of the database ${database}`,
            send: async (client) => asView(await request.send(client)),
            prove: () => proveUpdated({ read, isSaved: (now) => hasSettings(now, settings, schema), isUntouched }),
            readSaved: read,
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `Somebody else has changed the view meanwhile, so it was not changed.`, say `Call notion_describe_database and decide again.`);
                }
            },
        },
    };
}
/** The request that removes a view: Notion has no trash for them. */
export function removeView(session, { databaseId, database, schema }, view) {
    const request = deleteView(view.id);
    const definition = definitionOf(view);
    return {
        planned: {
            action: 'remove_view',
            target: databaseId,
            title: view.name,
            before: { id: view.id, definition },
            after: null,
        },
        idsOf: () => [view.id],
        write: {
            endpoint: request.endpoint,
            page: databaseId,
            place: say `the view ${view.name} of the database ${database}`,
            send: async (client) => {
                await request.send(client);
                return undefined;
            },
            prove: () => proveGone(session, databaseId, view.id),
            readSaved: () => Promise.resolve(undefined),
            recheck: async () => {
                const now = await retrieveCurrentView(session, view.id);
                if (differences(settingsOf(now), settingsOf(view), schema).length > 0) {
                    throw new ConflictError(say `Somebody else has changed the view meanwhile, so it was not removed.`, say `Call notion_describe_database and decide again.`);
                }
            },
        },
    };
}
/** Looks for its id. Two of one name are not told apart by their settings. */
export function findMadeView(session, journal, { databaseId, schema, definition, ...sought }) {
    return findMade(session, journal, { action: 'create_view', target: databaseId, title: definition.name, ...sought }, async () => {
        const { views, isWhole } = await readCurrentViews(session, databaseId);
        return {
            isWhole,
            pages: views.map((view) => ({
                id: view.id,
                title: view.name,
                createdTime: view.createdTime,
                createdBy: view.createdBy,
                isAsSent: isDefined(view, definition, schema),
            })),
        };
    }, () => false);
}
export function definitionOf(view) {
    return { ...settingsOf(view), type: view.type, data_source_id: view.dataSourceId ?? '' };
}
/** Whether a view is as it was defined. */
export function isDefined(view, definition, schema) {
    const { type, data_source_id: source, ...settings } = definition;
    return view.type === type && view.dataSourceId === source && hasSettings(view, settings, schema);
}
/** A view that is not found is gone if its database can be read. */
export async function proveGone(session, databaseId, viewId) {
    const { ids, hasMore } = await listCurrentViews(session, databaseId);
    if (ids.includes(viewId)) {
        return { kind: 'absent' };
    }
    if (!hasMore) {
        return { kind: 'saved', result: undefined };
    }
    try {
        await retrieveCurrentView(session, viewId);
        return { kind: 'absent' };
    }
    catch (error) {
        if (isNotFound(error)) {
            return { kind: 'saved', result: undefined };
        }
        throw error;
    }
}
