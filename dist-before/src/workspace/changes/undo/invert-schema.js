import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { isNotFound } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import { foldOption, storedOptions, } from '../../../notion/values/columns/column-options.js';
import { isComputed } from '../../../notion/values/computed-types.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { isRecord } from '../../../text/json.js';
import { listNames, say, Words } from '../../../text/words.js';
import { columnNow, isApplied, isDestructive, isUnapplied, } from '../schema/column-change.js';
import { countEntered, isUnusedOption } from '../schema/count-values.js';
import { recordedSchema, setSchema } from '../schema/set-schema.js';
import { refused } from './inverse.js';
/**
 * Columns get their names and formats back; those that were added go, unless somebody has entered something. Removed columns
 * and values that another type has cut are lost, and options stay that rows have.
 */
export const invertSchema = async (session, step) => {
    const { values: made, titleBefore } = recordedSchema(step);
    const source = await sourceInUse(session, step.target);
    if (source instanceof Words) {
        return [refused(step, source)];
    }
    const inverses = await Promise.all(made.columns.map(async (change) => ({ change, inverse: await invertColumn(session, source, change) })));
    const isOurTitle = made.title !== undefined && plainText(source.title) === made.title;
    const values = {
        columns: inverses.flatMap(({ inverse }) => inverse.change ?? []),
        ...(isOurTitle && titleBefore !== undefined ? { title: titleBefore } : {}),
    };
    const refusals = inverses.flatMap(({ change, inverse }) => inverse.refusal === undefined ? [] : [refused({ title: change.to }, inverse.refusal)]);
    if (made.title !== undefined && !isOurTitle && plainText(source.title) !== titleBefore) {
        refusals.push(refused({ title: made.title }, say `It was renamed since.`));
    }
    if (values.columns.length === 0 && values.title === undefined) {
        return refusals;
    }
    const lines = [
        `${titleText(step.title)} ${shortUrl(source.url)}`,
        ...(values.title === undefined
            ? []
            : [`Title: ${titleText(made.title ?? '')} → ${titleText(values.title)}`]),
        ...inverses.flatMap(({ inverse }) => inverse.line ?? []),
    ];
    return [
        {
            kind: 'possible',
            unit: 'database',
            step: setSchema(session, source, step.title, values),
            shown: lines.join('\n'),
            lost: [],
        },
        ...refusals,
    ];
};
async function invertColumn(session, source, change) {
    const now = columnNow(source.properties, change);
    if (isUnapplied(source.properties, change)) {
        // Somebody has taken it back already.
        return {};
    }
    if (change.kind === 'remove') {
        return { refusal: say `Notion does not bring back a column that was removed.` };
    }
    if (now === undefined || !isApplied(source.properties, change)) {
        return { refusal: say `It was changed or removed since.` };
    }
    const was = change.before;
    if (was === undefined) {
        const entered = isComputed(now.type) ? 0 : await countEntered(session, source.id, now);
        return entered === 0
            ? {
                change: {
                    kind: 'remove',
                    name: now.name,
                    before: now,
                    to: now.name,
                    type: now.type,
                    payload: null,
                    newOptions: [],
                },
                line: `${titleText(now.name)}: removed`,
            }
            : { refusal: entered === undefined ? say `It may have values.` : say `Rows have values in it.` };
    }
    const isRetyped = isDestructive(change);
    const { gone, kept } = isRetyped
        ? { gone: [], kept: [] }
        : await unusedOptions(session, source.id, now, change.newOptions);
    const stays = [
        ...(isRetyped ? [say `Notion does not bring back the values that its other type had.`] : []),
        ...(kept.length > 0 ? [say `These new options stay, for rows have them: ${listNames(kept)}.`] : []),
    ];
    const isNumber = !isRetyped && now.type === 'number' && isRecord(change.payload?.['number']);
    const payload = {
        ...(was.name === now.name ? {} : { name: was.name }),
        ...(isNumber ? { number: was['number'] } : {}),
        ...(gone.length === 0 ? {} : { [now.type]: { options: optionsWithout(now, gone) } }),
    };
    return {
        ...(Object.keys(payload).length === 0
            ? {}
            : {
                change: {
                    kind: 'alter',
                    name: now.name,
                    before: now,
                    to: was.name,
                    type: now.type,
                    payload: { ...payload, ...described(now) },
                    newOptions: [],
                    goneOptions: gone,
                },
                line: `${titleText(now.name)}: as it was before${was.name === now.name ? '' : `, ${titleText(was.name)}`}`,
            }),
        ...(stays.length === 0 ? {} : { refusal: Words.join(stays, ' ') }),
    };
}
/** Which of the options that a change has added no row has: these can go again. */
async function unusedOptions(session, dataSourceId, column, added) {
    const isUnused = await Promise.all(added.map((option) => isUnusedOption(session, dataSourceId, column, option)));
    return {
        gone: added.filter((_option, at) => isUnused[at] === true),
        kept: added.filter((_option, at) => isUnused[at] !== true),
    };
}
/** A list as it is sent: options that it leaves out go. */
function optionsWithout(column, gone) {
    const names = new Set(gone.map(foldOption));
    return storedOptions(column).filter(({ name }) => !names.has(foldOption(name)));
}
/** A description that is not sent again is cleared. */
function described({ description }) {
    return typeof description === 'string' && description !== '' ? { description } : {};
}
/** The data source as it is now, or why it cannot be changed. */
async function sourceInUse(session, id) {
    try {
        const source = await retrieveCurrentDataSource(session, id);
        return stateOf(source) === undefined ? source : say `It is in the trash.`;
    }
    catch (error) {
        if (isNotFound(error)) {
            return say `It is gone, or no longer shared with this connection.`;
        }
        throw error;
    }
}
