import { rich } from './text.js';
function strings(input, name) {
    if (typeof input === 'string') {
        return [input];
    }
    if (Array.isArray(input) && input.every((item) => typeof item === 'string')) {
        return [...input];
    }
    throw misfit(name, input);
}
function misfit(name, input) {
    return new Error(`The column "${name}" cannot hold ${JSON.stringify(input)}.`);
}
function isRecord(input) {
    return typeof input === 'object' && input !== null && !Array.isArray(input);
}
function isSpan(part) {
    return typeof part === 'object' && part !== null && 'kind' in part;
}
function isFile(part) {
    return typeof part === 'object' && part !== null && 'source' in part;
}
function textCell(definition, input) {
    if (typeof input === 'string') {
        return rich(input);
    }
    const parts = Array.isArray(input) ? input : [];
    if (!Array.isArray(input) || !parts.every(isSpan)) {
        throw misfit(definition.name, input);
    }
    return [...parts];
}
function dateCell(definition, input) {
    if (input === null) {
        return null;
    }
    if (typeof input === 'string') {
        return { start: input };
    }
    if (isRecord(input) && 'start' in input) {
        return input;
    }
    throw misfit(definition.name, input);
}
function fileCell(definition, input) {
    const parts = Array.isArray(input) ? input : [];
    if (!Array.isArray(input) || !parts.every(isFile)) {
        throw misfit(definition.name, input);
    }
    return [...parts];
}
/** Turns a builder's cell into what the column holds; a programming error where it does not fit. */
export function storeValue(definition, input) {
    const { name, type } = definition;
    switch (type) {
        case 'title':
        case 'rich_text':
            return { type, text: textCell(definition, input) };
        case 'number':
            if (typeof input === 'number' || input === null) {
                return { type, number: input };
            }
            throw misfit(name, input);
        case 'select':
        case 'status': {
            const known = definition.options.some((option) => option.name === input);
            if (input === null || (typeof input === 'string' && known)) {
                return { type, option: input };
            }
            throw misfit(name, input);
        }
        case 'multi_select': {
            const options = strings(input, name);
            if (options.every((wanted) => definition.options.some((option) => option.name === wanted))) {
                return { type, options };
            }
            throw misfit(name, input);
        }
        case 'date':
            return { type, date: dateCell(definition, input) };
        case 'people':
            return { type, users: strings(input, name) };
        case 'relation':
            return { type, pages: strings(input, name) };
        case 'files':
            return { type, files: fileCell(definition, input) };
        case 'checkbox':
            return { type, checked: input === true };
        case 'url':
        case 'email':
        case 'phone_number':
            if (typeof input === 'string' || input === null) {
                return { type, text: input };
            }
            throw misfit(name, input);
        case 'place':
            if (isRecord(input) && 'latitude' in input) {
                return { type, place: input };
            }
            throw misfit(name, input);
        case 'verification':
            if (isRecord(input) && 'state' in input) {
                return { type, state: input.state, date: input.date, by: input.by };
            }
            throw misfit(name, input);
        default:
            throw misfit(name, input);
    }
}
