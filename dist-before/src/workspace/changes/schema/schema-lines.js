import { pluralize } from '../../../content/answer/pluralize.js';
import { titleText } from '../../../content/print/title-text.js';
import { defaultDetail, referencesInSchema, schemaLines } from '../../../content/properties/schema-text.js';
import { isComputed } from '../../../notion/values/computed-types.js';
import { recordOf } from '../../../text/json.js';
import { lookUpNames } from '../../names/look-up-names.js';
import { isApplied, isDestructive } from './column-change.js';
/** The names of databases that new relations lead to. */
export function namesInColumns(session, columns, lookups) {
    return lookUpNames(session, { dataSources: referencesInSchema(columns.map(columnAfter)) }, lookups);
}
/** A line for each column: what it is, or what becomes of what. `counts` are of rows whose values may be lost. */
export function columnLine(change, schema, names, count) {
    const { kind, before, name, to, type, newOptions } = change;
    if (before === undefined) {
        return `New column ${describe(columnAfter(change), schema, names)}`;
    }
    const rows = isDestructive(change) ? `; ${countText(before.type, count)}` : '';
    if (kind === 'remove') {
        return `Removed ${describe(before, schema, names)}${rows}`;
    }
    const parts = [
        name === to ? '' : `renamed to ${titleText(to)}`,
        isDestructive(change) || newOptions.length === 0
            ? ''
            : `new ${newOptions.length === 1 ? 'option' : 'options'} ${newOptions.map((each) => titleText(each)).join(', ')}`,
        type === before.type && (newOptions.length > 0 || !Object.hasOwn(change.payload ?? {}, type))
            ? ''
            : `${typeOf(before, schema, names)} → ${typeOf(columnAfter(change), schema, names)}`,
    ];
    return `${titleText(name)}: ${parts.filter((part) => part !== '').join('; ')}${rows}`;
}
/** Names of columns that are not as they were sent. */
export function storedOtherwise(after, columns) {
    return columns.flatMap((change) => (isApplied(after, change) ? [] : [change.to]));
}
/** How many rows have a value that may be lost. */
function countText(type, count) {
    if (isComputed(type)) {
        return 'its values are computed, none are lost';
    }
    if (count === undefined) {
        return 'rows with a value were not counted';
    }
    return `${count.isWhole ? '' : 'at least '}${pluralize(count.rows, 'row')} with a value`;
}
/** As it would be read after the change. */
function columnAfter({ before, to, type, payload }) {
    const isSame = before?.type === type;
    return {
        id: before?.id ?? '',
        name: to,
        type,
        [type]: { ...recordOf(isSame ? before[type] : undefined), ...recordOf(payload?.[type]) },
        description: payload?.['description'],
    };
}
function describe(column, schema, names) {
    const [line = ''] = schemaLines([column], Object.values(schema), names, defaultDetail);
    return line.replace(/^- /, '').replace(/ \[\]$/, '');
}
function typeOf(column, schema, names) {
    return describe({ ...column, name: '', description: '' }, schema, names).replace(/^: /, '');
}
