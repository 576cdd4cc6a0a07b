import { titleText } from '../../../content/print/title-text.js';
import { isNotFound } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentView } from '../../../notion/endpoints/views.js';
import { say } from '../../../text/words.js';
import { readCurrentViews } from '../views/list-views.js';
import { recordedDefinition, recordedRemoval, recordedSettings } from '../views/recorded-view.js';
import { asSettings, hasSettings } from '../views/view-settings.js';
import { changeView, isDefined, makeView, removeView } from '../views/view-steps.js';
import { refused } from './inverse.js';
/** A view that was made goes, unless somebody has changed it or it is the only one left. */
export const invertNewView = (session, step, { ids: [id = ''] }) => invertView(session, step, id, async (view, place) => {
    if (!isDefined(view, recordedDefinition.parse(step.after), place.schema)) {
        return refused(step, say `It was changed since.`);
    }
    const { views } = await readCurrentViews(session, view.databaseId);
    return views.length === 1
        ? refused(step, say `It is the only view left, and a database keeps one.`)
        : {
            kind: 'possible',
            unit: 'view',
            step: removeView(session, place, view),
            shown: `View ${titleText(view.name)}: removed`,
            lost: [],
        };
});
/** A view gets its settings back, unless somebody has changed them again. */
export const invertViewChange = (session, step, { ids: [id = step.target] }) => invertView(session, step, id, (view, place) => {
    const before = asSettings(recordedSettings.parse(step.before));
    return Promise.resolve(hasSettings(view, asSettings(recordedSettings.parse(step.after)), place.schema)
        ? {
            kind: 'possible',
            unit: 'view',
            step: changeView(session, place, view, before),
            shown: `View ${titleText(view.name)}: as it was before${before.name === undefined ? '' : `, ${titleText(before.name)}`}`,
            lost: [],
        }
        : refused(step, say `It was changed since.`));
});
/** A view that was removed is made again: with another id, after the others. */
export const invertViewRemoval = async (session, step, _outcome, { journal, now }) => {
    const { definition: lost } = recordedRemoval.parse(step.before);
    try {
        const { properties } = await retrieveCurrentDataSource(session, lost.data_source_id);
        const { views } = await readCurrentViews(session, step.target);
        if (views.some(({ name }) => name === lost.name)) {
            return [refused(step, say `There is a view of this name again.`)];
        }
        const place = { databaseId: step.target, database: step.title, schema: properties };
        return [
            {
                kind: 'possible',
                unit: 'view',
                step: makeView(session, journal, place, lost, now),
                shown: `View ${titleText(lost.name)}: made again, with another address`,
                lost: [],
            },
        ];
    }
    catch (error) {
        if (isNotFound(error)) {
            return [refused(step, say `Its database is gone, or no longer shared with this connection.`)];
        }
        throw error;
    }
};
async function invertView(session, step, id, invert) {
    try {
        const view = await retrieveCurrentView(session, id);
        const schema = view.dataSourceId === undefined
            ? {}
            : (await retrieveCurrentDataSource(session, view.dataSourceId)).properties;
        return [await invert(view, { databaseId: view.databaseId, database: step.title, schema })];
    }
    catch (error) {
        if (isNotFound(error)) {
            return [refused(step, say `It is gone, or no longer shared with this connection.`)];
        }
        throw error;
    }
}
