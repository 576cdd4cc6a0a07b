import { isNotFound } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentView } from '../../../notion/endpoints/views.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { recordedDefinition, recordedRemoval, recordedSettings } from './recorded-view.js';
import { asSettings, hasSettings } from './view-settings.js';
import { findMadeView, proveGone } from './view-steps.js';
/** Looks whether a view was made by a call that did not get to its end. */
export function settleNewView(session, journal, { target: databaseId, after }, { id: change, begunAt: since }) {
    return unclearIfGone(async () => {
        const definition = recordedDefinition.parse(after);
        const { properties: schema } = await retrieveCurrentDataSource(session, definition.data_source_id);
        const proof = await findMadeView(session, journal, { databaseId, schema, definition, since, change });
        return proof.kind === 'saved' ? savedAs(proof.result) : proof;
    });
}
/** Looks whether a view was changed so. */
export function settleViewChange(session, _journal, { target, before, after }) {
    return unclearIfGone(async () => {
        const view = await retrieveCurrentView(session, target);
        const source = view.dataSourceId;
        const schema = source === undefined ? {} : (await retrieveCurrentDataSource(session, source)).properties;
        const proof = await proveUpdated({
            read: () => Promise.resolve(view),
            isSaved: (now) => hasSettings(now, asSettings(recordedSettings.parse(after)), schema),
            isUntouched: (now) => hasSettings(now, asSettings(recordedSettings.parse(before)), schema),
        });
        return proof.kind === 'saved' ? savedAs(target) : proof;
    });
}
/** Looks whether a view was removed. */
export function settleViewRemoval(session, _journal, { target: databaseId, before }) {
    return unclearIfGone(async () => {
        const { id } = recordedRemoval.parse(before);
        const proof = await proveGone(session, databaseId, id);
        return proof.kind === 'saved' ? savedAs(id) : proof;
    });
}
function savedAs(id) {
    return { kind: 'saved', result: { kind: 'saved', ids: [id] } };
}
/** What is gone, or no longer shared, tells nothing. */
async function unclearIfGone(prove) {
    try {
        return await prove();
    }
    catch (error) {
        if (isNotFound(error)) {
            return { kind: 'unclear' };
        }
        throw error;
    }
}
