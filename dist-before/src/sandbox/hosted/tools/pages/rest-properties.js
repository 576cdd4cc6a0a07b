import { parseId } from '../../../ids.js';
import { presentText } from '../../../present/rich-text.js';
import { optionsOf } from '../../../query/options.js';
import { columnsOf } from '../../../query/read-value.js';
import { parseInline } from '../../../write/markdown/inline.js';
import { flatName } from '../shown/flat-properties.js';
import { readObjectId } from '../shown/object-id.js';
import { ToolFailure } from '../tool.js';
/** The flat grammar as REST takes it, by the names of columns. */
export function restProperties(workspace, parent, flat) {
    const columns = columnsOf(workspace, { parent });
    const result = {};
    const used = new Set();
    for (const column of columns) {
        const names = namesOf(column).filter((name) => name in flat);
        if (names.length > 0) {
            for (const name of names) {
                used.add(name);
            }
            result[column.name] = restValue(workspace, column, flat);
        }
    }
    const unknown = Object.keys(flat).find((name) => !used.has(name));
    if (unknown !== undefined) {
        const known = columns.flatMap(namesOf).map((name) => JSON.stringify(name));
        throw new ToolFailure(`Property ${JSON.stringify(unknown)} not found. Available properties: ${known.join(', ')}.`);
    }
    return result;
}
/** The keys that say something about a column. */
function namesOf(column) {
    const { name } = column;
    switch (column.type) {
        case 'date':
            return ['start', 'end', 'is_datetime'].map((part) => `date:${name}:${part}`);
        case 'place':
            return ['name', 'address', 'latitude', 'longitude'].map((part) => `place:${name}:${part}`);
        default:
            return [flatName(column)];
    }
}
function restValue(workspace, column, flat) {
    const { name, type } = column;
    const value = flat[flatName(column)];
    switch (column.type) {
        case 'title':
        case 'rich_text':
            return { [type]: presentText(workspace, parseInline(workspace, textOf(value ?? ''))) };
        case 'number':
            return { number: value === null ? null : numberOf(name, value) };
        case 'checkbox':
            return { checkbox: value === '__YES__' || value === true };
        case 'select':
        case 'status':
            return { [type]: value === null ? null : { name: knownOption(column, textOf(value)) } };
        case 'multi_select':
            return { multi_select: listOf(value).map((option) => ({ name: knownOption(column, option) })) };
        case 'people':
        case 'relation':
            return { [type]: listOf(value).map((item) => ({ id: idIn(name, item) })) };
        case 'date':
            return { date: dateOf(name, flat) };
        case 'place':
            return {
                place: {
                    lat: flat[`place:${name}:latitude`],
                    lon: flat[`place:${name}:longitude`],
                    name: flat[`place:${name}:name`],
                    address: flat[`place:${name}:address`],
                },
            };
        case 'url':
        case 'email':
        case 'phone_number':
            return { [type]: value };
        default:
            throw new ToolFailure(`Property ${JSON.stringify(name)} is read-only.`);
    }
}
function textOf(value) {
    return typeof value === 'string' ? value : String(value);
}
function numberOf(name, value) {
    if (typeof value !== 'number') {
        throw new ToolFailure(`Invalid number value for property ${JSON.stringify(name)}: give a number.`);
    }
    return value;
}
/** A list, or JSON of one; a single item stands for itself. */
function listOf(value) {
    if (value === null) {
        return [];
    }
    if (Array.isArray(value)) {
        return value.map(textOf);
    }
    const text = textOf(value);
    try {
        const parsed = JSON.parse(text);
        return Array.isArray(parsed) ? parsed.map(textOf) : [text];
    }
    catch {
        return [text];
    }
}
/** REST makes an option that is not there; the hosted server refuses it. */
function knownOption(column, name) {
    const options = optionsOf(column).map((option) => option.name);
    if (!options.includes(name)) {
        const known = options.map((option) => JSON.stringify(option)).join(', ');
        throw new ToolFailure(`Invalid select value for property ${JSON.stringify(column.name)}: ${JSON.stringify(name)}. Available options: ${known}.`);
    }
    return name;
}
function idIn(name, text) {
    const id = readObjectId(text)?.id ?? parseId(text);
    if (id === undefined) {
        throw new ToolFailure(`Invalid value for property ${JSON.stringify(name)}: ${JSON.stringify(text)}.`);
    }
    return id;
}
function dateOf(name, flat) {
    const start = flat[`date:${name}:start`];
    if (start === null || start === undefined) {
        return null;
    }
    return { start, end: flat[`date:${name}:end`] ?? null };
}
