import { isDeepStrictEqual } from 'node:util';
import { propertiesOf } from '../../../notion/query/columns/find-property.js';
import { isRecord } from '../../../text/json.js';
import { asSent } from './view-layout.js';
export function settingsOf({ name, filter, sorts, quickFilters, configuration }) {
    return {
        name,
        filter: filter ?? null,
        sorts: sorts.length === 0 ? null : sorts,
        quick_filters: Object.keys(quickFilters).length === 0 ? null : quickFilters,
        configuration: asSent(configuration),
    };
}
/** Those that are given. */
export function asSettings(given) {
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
/**
 * Whether a view has these settings. Columns may be called by name or by id, and a layout has more settings than are sent.
 */
export function hasSettings(view, wanted, schema) {
    const now = settingsOf(view);
    return differences(now, wanted, schema).length === 0;
}
/** Names of the settings that are not as wanted. */
export function differences(now, wanted, schema) {
    const ids = new Map(propertiesOf(schema).map(({ id, name }) => [name, decoded(id)]));
    return Object.keys(wanted).filter((key) => key === 'configuration'
        ? !holds(now[key], wanted[key])
        : !isDeepStrictEqual(withIds(now[key] ?? null, ids, 0), withIds(wanted[key] ?? null, ids, 0)));
}
const MAX_DEPTH = 12;
/** A filter or sorts with the ids of columns in place of their names. */
function withIds(value, ids, depth) {
    if (depth > MAX_DEPTH) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((item) => withIds(item, ids, depth + 1));
    }
    if (!isRecord(value)) {
        return value;
    }
    return Object.fromEntries(Object.entries(value)
        .filter(([key]) => key !== 'type')
        .map(([key, inside]) => [
        key,
        key === 'property' && typeof inside === 'string'
            ? (ids.get(inside) ?? decoded(inside))
            : withIds(inside, ids, depth + 1),
    ]));
}
/** What is null is the same as what is not there. */
function holds(stored, wanted) {
    if (isRecord(wanted)) {
        return (isRecord(stored) &&
            Object.entries(wanted).every(([key, value]) => holds(stored[key] ?? null, value ?? null)));
    }
    if (Array.isArray(wanted)) {
        return (Array.isArray(stored) &&
            stored.length === wanted.length &&
            wanted.every((item, at) => holds(stored[at], item)));
    }
    return typeof wanted === 'string' && typeof stored === 'string'
        ? decoded(stored) === decoded(wanted)
        : isDeepStrictEqual(stored ?? null, wanted ?? null);
}
/** Ids of columns are percent-encoded in schemas, and not everywhere else. */
function decoded(id) {
    try {
        return decodeURIComponent(id);
    }
    catch {
        return id;
    }
}
