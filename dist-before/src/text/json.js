import { revealInvisible } from './invisible.js';
const nothing = {};
/** Whether the value is an object, and no list. */
export function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The object, or an empty one. */
export function recordOf(value) {
    return isRecord(value) ? value : nothing;
}
/** The list, or an empty one. */
export function arrayOf(value) {
    return Array.isArray(value) ? value : [];
}
/** The string without its invisible characters, or an empty one: for text that is shown. */
export function stringOf(value) {
    return typeof value === 'string' ? revealInvisible(value) : '';
}
/** The string as it was written, or an empty one: for what is counted, or cut before it is shown. */
export function writtenOf(value) {
    return typeof value === 'string' ? value : '';
}
/** An own field of an object; undefined for anything else. */
export function field(value, name) {
    return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
/** A field that should hold a string, as it is: for ids and names that are compared. */
export function textField(value, name) {
    const text = field(value, name);
    return typeof text === 'string' ? text : undefined;
}
/** A field that should hold a list; empty for anything else. */
export function listField(value, name) {
    return arrayOf(field(value, name));
}
/**
 * A copy of parsed JSON that shares nothing with it. A quarter of the time of `structuredClone`, which takes care of what JSON
 * cannot hold. Whatever is no plain value is copied by that. For values of bounded depth.
 */
export function copyOfJson(value) {
    return copied(value); // Of the same members.
}
function copied(value) {
    if (typeof value !== 'object' || value === null) {
        return typeof value === 'function' || typeof value === 'symbol' ? structuredClone(value) : value;
    }
    if (Array.isArray(value)) {
        return value.map(copied);
    }
    if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) {
        return structuredClone(value);
    }
    const copy = {};
    for (const name of Object.keys(value)) {
        copy[name] = copied(value[name]); // Shown above to be a plain object.
    }
    return copy;
}
