import { bodyError } from '../errors.js';
import { findColumn } from './filter.js';
import { isObject } from './json.js';
import { optionsOf } from './options.js';
import { readValue } from './read-value.js';
import { checkOf, dateOf, isEmptyValue, numberOf, sortText } from './scalars.js';
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
function compareValues(a, b, definition) {
    const options = optionsOf(definition).map((option) => option.name);
    const rank = (value) => {
        switch (value.type) {
            case 'select':
            case 'status':
                return value.option === null ? null : options.indexOf(value.option);
            default: {
                const date = dateOf(value);
                const check = checkOf(value);
                return numberOf(value) ?? (date && Date.parse(date.start)) ?? (check === null ? null : Number(check));
            }
        }
    };
    const [left, right] = [rank(a), rank(b)];
    return left !== null && right !== null ? left - right : collator.compare(sortText(a), sortText(b));
}
/** Empty cells come last in both directions. */
function byColumn(workspace, definition, sign) {
    return (a, b) => {
        const [left, right] = [readValue(workspace, a, definition), readValue(workspace, b, definition)];
        const [leftEmpty, rightEmpty] = [isEmptyValue(left), isEmptyValue(right)];
        return leftEmpty || rightEmpty
            ? Number(leftEmpty) - Number(rightEmpty)
            : sign * compareValues(left, right, definition);
    };
}
/** Validates `sorts` and returns the row comparator; earlier entries win, equal rows keep their order. */
export function compileSorts(sorts, workspace, source) {
    if (sorts === undefined) {
        return () => 0;
    }
    if (!Array.isArray(sorts)) {
        throw bodyError('sorts', 'an array or `undefined`', sorts);
    }
    const compares = sorts.map((sort, index) => {
        const path = `sorts[${index}]`;
        if (!isObject(sort)) {
            throw bodyError(path, 'an object', sort);
        }
        const { direction, property, timestamp } = sort;
        if (direction !== 'ascending' && direction !== 'descending') {
            throw bodyError(`${path}.direction`, '`"ascending"` or `"descending"`', direction);
        }
        const sign = direction === 'ascending' ? 1 : -1;
        if (timestamp === 'created_time') {
            return (a, b) => sign * a.created.localeCompare(b.created);
        }
        if (timestamp === 'last_edited_time') {
            return (a, b) => sign * a.edited.localeCompare(b.edited);
        }
        if (typeof property !== 'string') {
            throw bodyError(`${path}.property`, 'defined', property);
        }
        return byColumn(workspace, findColumn(source, property), sign);
    });
    return (a, b) => {
        for (const compare of compares) {
            const order = compare(a, b);
            if (order !== 0) {
                return order;
            }
        }
        return 0;
    };
}
