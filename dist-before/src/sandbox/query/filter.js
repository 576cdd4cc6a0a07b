import { bodyError, unknownProperty, validationError } from '../errors.js';
import { compileCondition } from './conditions.js';
import { isObject } from './json.js';
import { readValue } from './read-value.js';
const timestamps = ['created_time', 'last_edited_time'];
/** A group inside the top group is the deepest that Notion takes. */
const MAX_DEPTH = 2;
/** Finds a column as Notion does: by name, by id, by percent-encoded id. */
export function findColumn(source, nameOrId) {
    const found = source.properties.find((property) => property.name === nameOrId) ??
        source.properties.find((property) => property.id === nameOrId || encodeURIComponent(property.id) === nameOrId);
    if (found === undefined) {
        throw unknownProperty(nameOrId);
    }
    return found;
}
function compileGroup(filters, path, depth, context) {
    if (!Array.isArray(filters)) {
        throw bodyError(path, 'an array', filters);
    }
    if (depth > MAX_DEPTH) {
        throw validationError(`body failed validation: body.${path} is nested too deeply: compound filters nest at most two levels.`);
    }
    return filters.map((filter, index) => compile(filter, `${path}[${index}]`, depth + 1, context));
}
function compileTimestamp(filter, path, conditions) {
    const timestamp = filter['timestamp'];
    if (typeof timestamp !== 'string' || !timestamps.includes(timestamp)) {
        throw bodyError(`${path}.timestamp`, '`"created_time"` or `"last_edited_time"`', timestamp);
    }
    const test = compileCondition(timestamp, filter[timestamp], `${path}.${timestamp}`, conditions);
    return (row) => {
        const value = timestamp === 'created_time'
            ? { type: 'created_time', time: row.created }
            : { type: 'last_edited_time', time: row.edited };
        return test(value);
    };
}
function compileProperty(filter, path, context, conditions) {
    const { property } = filter;
    if (typeof property !== 'string') {
        throw bodyError(`${path}.property`, 'defined', property);
    }
    const definition = findColumn(context.source, property);
    const keys = Object.keys(filter).filter((key) => key !== 'property' && key !== 'type');
    const [key] = keys;
    if (key === undefined || keys.length > 1) {
        throw bodyError(`${path}.${definition.type}`, 'defined', undefined);
    }
    const test = compileCondition(key, filter[key], `${path}.${key}`, conditions, definition);
    return (row) => test(readValue(context.workspace, row, definition));
}
function compile(filter, path, depth, context) {
    if (!isObject(filter)) {
        throw bodyError(path, 'an object', filter);
    }
    if ('and' in filter) {
        const tests = compileGroup(filter['and'], `${path}.and`, depth, context);
        return (row) => tests.every((test) => test(row));
    }
    if ('or' in filter) {
        const tests = compileGroup(filter['or'], `${path}.or`, depth, context);
        return (row) => tests.some((test) => test(row));
    }
    const conditions = {
        now: context.workspace.clock(),
        me: context.connection.ownerId,
    };
    return 'timestamp' in filter
        ? compileTimestamp(filter, path, conditions)
        : compileProperty(filter, path, context, conditions);
}
/** Validates a whole filter and returns the row predicate. Nothing is evaluated before all of it is valid. */
export function compileFilter(filter, context) {
    return filter === undefined ? () => true : compile(filter, 'filter', 1, context);
}
