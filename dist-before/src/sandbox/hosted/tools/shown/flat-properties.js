import { objectUrl } from '../../../ids.js';
import { inlineMarkdown } from '../../../markdown/inline.js';
import { columnsOf, readValue } from '../../../query/read-value.js';
/** Columns with these names would hide what the page says of itself. */
const reserved = new Set(['id', 'url', 'createdTime']);
/** The name of a column in the flat grammar. */
export function flatName(column) {
    return reserved.has(column.name.toLowerCase()) ? `userDefined:${column.name}` : column.name;
}
/** A page's values without the empty ones, in the order of their names, as `fetch` shows them. */
export function flatProperties(workspace, page) {
    const values = { url: objectUrl(page.id) };
    for (const column of columnsOf(workspace, page)) {
        Object.assign(values, flatValue(workspace, column, readValue(workspace, page, column)));
    }
    return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
/** The entries of one column: several for a date or place, none where it is empty. */
export function flatValue(workspace, column, value) {
    const name = flatName(column);
    const entry = (plain) => plain === null || plain === undefined || plain.toString() === '' ? {} : { [name]: plain };
    switch (value.type) {
        case 'title':
        case 'rich_text':
            return entry(inlineMarkdown(workspace, value.text));
        case 'number':
            return entry(value.number);
        case 'unique_id':
            return entry(uniqueId(column, value.number));
        case 'select':
        case 'status':
            return entry(value.option);
        case 'multi_select':
            return entry(value.options);
        case 'checkbox':
            return { [name]: value.checked ? '__YES__' : '__NO__' };
        case 'url':
        case 'email':
        case 'phone_number':
            return entry(value.text);
        case 'date':
            return value.date === null ? {} : dateEntries(column.name, value.date);
        case 'people':
            return listEntry(name, value.users.map((id) => `user://${id}`));
        case 'relation':
            return listEntry(name, value.pages.map((id) => objectUrl(id)));
        case 'files':
            return listEntry(name, value.files.map(({ name: file }) => file));
        case 'place':
            return value.place === null
                ? {}
                : {
                    [`place:${column.name}:name`]: value.place.name,
                    [`place:${column.name}:address`]: value.place.address,
                    [`place:${column.name}:latitude`]: value.place.latitude,
                    [`place:${column.name}:longitude`]: value.place.longitude,
                };
        case 'verification':
            return entry(value.state);
        case 'created_time':
        case 'last_edited_time':
            return entry(value.time);
        case 'created_by':
        case 'last_edited_by':
            return listEntry(name, [`user://${value.user}`]);
        case 'formula':
            return value.result.kind === 'unsupported' || value.result.value === null
                ? {}
                : entry(typeof value.result.value === 'object' ? value.result.value.start : plainOf(value.result.value));
        case 'rollup':
            return value.result.kind === 'number' ? entry(value.result.value) : {};
        case 'button':
            return {};
    }
}
function plainOf(value) {
    return typeof value === 'boolean' ? (value ? '__YES__' : '__NO__') : value;
}
function uniqueId(column, number) {
    const prefix = column.type === 'unique_id' ? column.prefix : null;
    return prefix === null ? number : `${prefix}-${number}`;
}
/** Lists of people and pages are JSON in a string. */
function listEntry(name, items) {
    return items.length === 0 ? {} : { [name]: JSON.stringify(items) };
}
function dateEntries(column, { start, end }) {
    const name = `date:${column}`;
    return {
        [`${name}:start`]: start,
        ...(typeof end === 'string' && { [`${name}:end`]: end }),
        [`${name}:is_datetime`]: start.includes('T') ? 1 : 0,
    };
}
