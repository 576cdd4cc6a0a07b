import { InputError } from '../../errors.js';
import { findIfAny, findPropertyOrTimestamp, propertiesOf } from './columns/find-property.js';
import { timeColumn } from './columns/row-times.js';
import { field, listField, textField } from '../../text/json.js';
import { listNames, say, Words } from '../../text/words.js';
/** The label of rows without a value. */
export const EMPTY_GROUP = '(empty)';
/** Types whose values repeat from row to row; texts, files and ids do not. */
const COUNTABLE_TYPES = new Set([
    'select',
    'status',
    'multi_select',
    'people',
    'relation',
    'checkbox',
    'number',
    'date',
    'created_time',
    'last_edited_time',
    'created_by',
    'last_edited_by',
    'formula',
    'rollup',
    'verification',
]);
/** Types whose values are dates. */
const MONTHLY_TYPES = new Set(['date', 'created_time', 'last_edited_time']);
/**
 * The property to count by, or the row's own `created_time` or `last_edited_time` as one; an `InputError` lists the countable
 * ones when this one is not.
 */
export function findCountable(schema, name, argument = 'count_by') {
    const property = findGroup(schema, name, argument);
    if (!COUNTABLE_TYPES.has(property.type)) {
        const countable = propertiesOf(schema).filter((candidate) => COUNTABLE_TYPES.has(candidate.type));
        throw new InputError(argument, say `Rows cannot be counted by the ${Words.term(property.type)} property ${property.name}.`, countable.length === 0
            ? say `Pass created_time or last_edited_time; no property of this database can be counted by.`
            : say `Countable: ${listNames(countable.map((candidate) => candidate.name))}; also created_time and last_edited_time.`);
    }
    return property;
}
function findGroup(schema, name, argument) {
    const found = findIfAny(schema, name) ?? findMonths(schema, name);
    if (found === undefined && isList(schema, name)) {
        throw new InputError(argument, say `Rows are counted by one column.`, say `Make one call for each, or narrow one call with where.`);
    }
    const sure = found ?? findPropertyOrTimestamp(schema, name, argument);
    return 'timestamp' in sure ? timeColumn(sure.timestamp) : sure.property;
}
/** `month of Due`, `Due by month`: dates are grouped so anyway. */
function findMonths(schema, name) {
    const words = name.trim().split(/\s+/);
    const [first = '', second = ''] = words.map((word) => word.toLowerCase());
    const last = words.slice(-2).join(' ').toLowerCase();
    const column = /^months?$/.test(first) && second === 'of'
        ? words.slice(2)
        : last === 'by month'
            ? words.slice(0, -2)
            : undefined;
    const found = column === undefined ? undefined : findIfAny(schema, column.join(' '));
    return found !== undefined && ('timestamp' in found || MONTHLY_TYPES.has(found.property.type))
        ? found
        : undefined;
}
function isList(schema, name) {
    const [first = '', ...others] = name.split(',');
    return others.length > 0 && findIfAny(schema, first) !== undefined;
}
/**
 * The groups a row belongs to: several for lists, each once, and at least `(empty)`. Dates are grouped by month, in the
 * time zone in which Notion gives them.
 */
export function groupsOf(value) {
    const groups = new Map(single(value).map((group) => [keyOf(group), group]));
    return groups.size === 0 ? [{ label: EMPTY_GROUP }] : [...groups.values()];
}
/** Equal for values that belong together; two people of one name stay apart. */
export function keyOf(group) {
    if ('titleId' in group) {
        return `page ${group.titleId}`;
    }
    return 'userId' in group ? `user ${group.userId}` : `label ${group.label}`;
}
function single(value) {
    const type = textField(value, 'type') ?? '';
    const content = field(value, type);
    switch (type) {
        case 'people':
            return listField(value, type).flatMap(person);
        case 'created_by':
        case 'last_edited_by':
            return person(content);
        case 'relation':
            return listField(value, type).flatMap((page) => ids(page).map((titleId) => ({ titleId })));
        case 'multi_select':
            return listField(value, type).flatMap((option) => labels(textField(option, 'name')));
        case 'select':
        case 'status':
            return labels(textField(content, 'name'));
        case 'date':
            return labels(textField(content, 'start')?.slice(0, MONTH_CHARACTERS));
        case 'created_time':
        case 'last_edited_time':
            return labels(typeof content === 'string' ? content.slice(0, MONTH_CHARACTERS) : undefined);
        case 'verification':
            return labels(textField(content, 'state'));
        case 'title':
        case 'rich_text':
            return labels(listField(value, type)
                .map((item) => textField(item, 'plain_text') ?? '')
                .join(''));
        case 'unique_id':
            return labels(uniqueId(textField(content, 'prefix'), field(content, 'number')));
        case 'formula':
        case 'rollup':
            return single(content);
        case 'array':
            return listField(value, type).flatMap((item) => single(item));
        case 'unsupported':
        case 'incomplete':
            return [{ label: '(not computed by Notion)' }];
        default:
            return scalar(content);
    }
}
/** `2026-03` */
const MONTH_CHARACTERS = 7;
function scalar(content) {
    if (typeof content === 'boolean') {
        return [{ label: content ? 'yes' : 'no' }];
    }
    return typeof content === 'string' || typeof content === 'number' ? labels(String(content)) : [];
}
function uniqueId(prefix, number) {
    return typeof number === 'number'
        ? [prefix ?? '', number].filter((part) => part !== '').join('-')
        : undefined;
}
function labels(text) {
    return text === undefined || text.trim() === '' ? [] : [{ label: text }];
}
function person(user) {
    const label = textField(user, 'name');
    return ids(user).map((userId) => (label === undefined || label === '' ? { userId } : { userId, label }));
}
function ids(value) {
    const id = textField(value, 'id');
    return id === undefined ? [] : [id];
}
