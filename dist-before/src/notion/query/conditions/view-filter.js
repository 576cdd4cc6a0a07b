import { isRecord } from '../../../text/json.js';
import { isGroup } from './two-levels.js';
/** Groups within groups: Notion's views have two levels, and an advanced filter three. */
const MAX_DEPTH = 4;
/** Most conditions; beyond them the filter counts as unreadable. */
const MAX_CONDITIONS = 100;
/**
 * A view's filter and quick filters, which hold together. Undefined without conditions; `unreadable` for a shape that
 * this server does not know, because a part of a filter is another filter.
 */
export function readViewFilter(filter, quickFilters) {
    const quick = Object.entries(quickFilters)
        .filter(([, condition]) => condition !== null)
        .map(([property, condition]) => (isRecord(condition) ? { ...condition, property } : condition));
    const whole = readTree({ and: [...(filter === null || filter === undefined ? [] : [filter]), ...quick] }, 0);
    return whole !== undefined && whole !== 'unreadable' && conditionsOf(whole).length > MAX_CONDITIONS
        ? 'unreadable'
        : whole;
}
/** All conditions of a filter, in order. */
export function conditionsOf(tree) {
    return isGroup(tree) ? tree.parts.flatMap(conditionsOf) : [tree];
}
function readTree(value, depth) {
    if (!isRecord(value) || depth > MAX_DEPTH) {
        return 'unreadable';
    }
    if (typeof value['property'] === 'string' || typeof value['timestamp'] === 'string') {
        return value;
    }
    const [[join, inner] = ['', undefined], ...others] = Object.entries(value);
    if (others.length > 0 || (join !== 'and' && join !== 'or') || !Array.isArray(inner)) {
        return Object.keys(value).length === 0 ? undefined : 'unreadable';
    }
    const parts = inner.slice(0, MAX_CONDITIONS + 1).map((part) => readTree(part, depth + 1));
    if (parts.includes('unreadable')) {
        return 'unreadable';
    }
    const known = parts.filter((part) => part !== undefined && part !== 'unreadable');
    const [only] = known;
    return known.length > 1 ? { join, parts: known } : only;
}
