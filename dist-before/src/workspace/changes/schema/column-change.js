import { isDeepStrictEqual } from 'node:util';
import { foldOption, hasOptions, storedOptions } from '../../../notion/values/columns/column-options.js';
import { field } from '../../../text/json.js';
/** Whether a schema is as the change leaves it. */
export function isApplied(schema, change) {
    const now = columnNow(schema, change);
    if (change.kind === 'remove') {
        return now === undefined;
    }
    return (now !== undefined && now.name === change.to && now.type === change.type && holdsSettings(now, change));
}
/** Whether a schema is as it was before the change. */
export function isUntouched(schema, change) {
    return isDeepStrictEqual(columnNow(schema, change), change.before);
}
/** Whether nothing of the change is there: the column is as before, but for options that others have added. */
export function isUnapplied(schema, change) {
    const now = columnNow(schema, change);
    if (now === undefined || change.before === undefined) {
        return now === change.before;
    }
    const names = new Set(storedOptions(now).map(({ name }) => foldOption(name)));
    return (isDeepStrictEqual(withoutOptions(now), withoutOptions(change.before)) &&
        change.newOptions.every((name) => !names.has(foldOption(name))) &&
        (change.goneOptions ?? []).every((name) => names.has(foldOption(name))));
}
/** Whether values of rows may be lost: the column goes, or gets another type. */
export function isDestructive({ kind, before, type }) {
    return kind === 'remove' || (before !== undefined && before.type !== type);
}
/** A column keeps its id, whatever it is called. */
export function columnNow(schema, { before, to }) {
    const columns = Object.values(schema);
    return before === undefined
        ? columns.find(({ name }) => name === to)
        : columns.find(({ id }) => id === before.id);
}
function withoutOptions(column) {
    return hasOptions(column.type) ? { ...column, [column.type]: undefined } : column;
}
function holdsSettings(now, { type, payload, newOptions, goneOptions = [] }) {
    if (hasOptions(type)) {
        const names = new Set(storedOptions(now).map(({ name }) => foldOption(name)));
        return (newOptions.every((name) => names.has(foldOption(name))) &&
            goneOptions.every((name) => !names.has(foldOption(name))));
    }
    const format = field(field(payload, 'number'), 'format');
    return format === undefined || field(now['number'], 'format') === format;
}
