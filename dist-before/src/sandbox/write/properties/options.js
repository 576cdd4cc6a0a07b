import { validationError } from '../../errors.js';
import { stableId } from '../../ids.js';
import { optionsOf } from '../../query/options.js';
import { optionColors } from '../input/colors.js';
/** Longest name of an option. */
const MAX_NAME = 100;
/** Options are the same whatever the case of their letters. */
export function sameName(a, b) {
    return a.toLowerCase() === b.toLowerCase();
}
/** A name that an option may have. */
export function readOptionName(input) {
    const name = input.text(MAX_NAME);
    if (name.includes(',')) {
        throw validationError(`Invalid select option, commas not allowed: ${name}`);
    }
    if (name.trim() === '') {
        throw input.refuse('a non-empty string');
    }
    return name;
}
/** A colour for an option that nobody chose one for: always the same for the same name. */
function colorFor(name) {
    const number = Number.parseInt(stableId(`color:${name}`).slice(0, 6), 16);
    return optionColors[number % optionColors.length] ?? 'default';
}
export function newOption(column, name, more = {}) {
    return { id: stableId(`option:${column}:${name}`), name, color: colorFor(name), ...more };
}
/** Finds options by id or name. A name that a select does not know yet makes a new option; a status makes none. */
export function findOptions(column, wanted) {
    const added = [];
    const names = wanted.map((input) => {
        input.object(['id', 'name', 'color', 'description']);
        const known = [...optionsOf(column), ...added];
        const option = findOption(known, input) ?? makeOption(column, input);
        if (!known.includes(option)) {
            added.push(option);
        }
        checkColor(input, option);
        return option.name;
    });
    return { names: [...new Set(names)], added };
}
function findOption(known, input) {
    const id = input.get('id');
    if (id.isPresent) {
        const text = id.text();
        const option = known.find((candidate) => candidate.id === text);
        if (option === undefined && !input.has('name')) {
            throw validationError(`Could not find option with ID: ${text}.`);
        }
        return option;
    }
    const name = readOptionName(input.get('name'));
    return known.find((candidate) => sameName(candidate.name, name));
}
function makeOption(column, input) {
    const name = readOptionName(input.get('name'));
    if (column.type === 'status') {
        const names = column.options.map((option) => `"${option.name}"`).join(', ');
        throw validationError(`Invalid status option. Status option "${name}" does not exist. Available options: ${names}.`);
    }
    const color = input.get('color');
    return newOption(column.id, name, color.isPresent ? { color: color.oneOf(optionColors) } : {});
}
function checkColor(input, option) {
    const color = input.get('color');
    if (color.isPresent && !color.isNull && color.value !== option.color) {
        throw validationError(`The color of option "${option.name}" doesn't match the existing one.`);
    }
}
/** Adds options to a column of a data source. */
export function addOptions(source, columnId, added) {
    const index = source.properties.findIndex(({ id }) => id === columnId);
    const column = source.properties[index];
    if (added.length > 0 && (column?.type === 'select' || column?.type === 'multi_select')) {
        source.properties[index] = { ...column, options: [...column.options, ...added] };
    }
}
