import { validationError } from '../../errors.js';
import { computedTypes } from '../../model/property.js';
import { readDate } from '../input/date.js';
import { readFileSource } from '../input/file-source.js';
import { readRichText } from '../input/rich-text.js';
/** Longest e-mail address and telephone number. */
const MAX_CONTACT = 200;
/** Reads one property value. A title and a text may come without the object around them. */
export function readPropertyValue(workspace, column, input) {
    const { type, name } = column;
    if (computedTypes.has(type)) {
        throw validationError(`${name} is a ${type} property. Its value cannot be updated with the API.`);
    }
    const isBare = Array.isArray(input.value) && (type === 'title' || type === 'rich_text');
    const content = isBare ? input : input.get(type);
    if (!content.isPresent) {
        throw validationError(`${name} is expected to be ${type}.`);
    }
    if (!isBare) {
        input.object(['id', 'type', 'has_more', type]);
    }
    switch (type) {
        case 'title':
        case 'rich_text':
            return { type, text: readRichText(content) };
        case 'number':
            return { type, number: content.isNull ? null : content.number() };
        case 'checkbox':
            return { type, checked: content.flag() };
        case 'select':
        case 'status':
            return { type, option: content.isNull ? null : content };
        case 'multi_select':
            return { type, options: content.items() };
        case 'date':
            return { type, date: content.isNull ? null : readDate(content) };
        case 'people':
            return { type, users: readIds(content) };
        case 'relation':
            return { type, pages: readIds(content) };
        case 'files':
            return { type, files: content.items().map((file) => readFile(workspace, file)) };
        case 'url':
            return { type, text: content.isNull ? null : filled(content, content.text()) };
        case 'email':
        case 'phone_number':
            return { type, text: content.isNull ? null : filled(content, content.text(MAX_CONTACT)) };
        case 'place':
            return { type, place: content.isNull ? null : readPlace(content) };
        case 'verification':
            return { type, ...readVerification(workspace, content) };
        default:
            throw validationError(`${name} is a ${type} property. Its value cannot be updated with the API.`);
    }
}
function filled(input, text) {
    if (text === '') {
        throw input.refuse('a non-empty string or `null`');
    }
    return text;
}
/** A page or person that is named twice is there once. */
function readIds(input) {
    return [...new Set(input.items().map((item) => item.get('id').id()))];
}
function readFile(workspace, input) {
    input.object(['name', 'type', 'external', 'file_upload', 'file']);
    const name = input.get('name');
    if (input.has('file')) {
        throw input.get('file').refuse('not present');
    }
    const source = readFileSource(workspace, input);
    const standard = source.kind === 'hosted' ? source.name : undefined;
    return { name: name.isPresent || standard === undefined ? name.text(100) : standard, source };
}
function readPlace(input) {
    input.object(['lat', 'lon', 'name', 'address', 'aws_place_id', 'google_place_id']);
    const text = (key) => {
        const field = input.get(key);
        return field.isPresent && !field.isNull ? field.text() : '';
    };
    return {
        latitude: input.get('lat').number(),
        longitude: input.get('lon').number(),
        name: text('name'),
        address: text('address'),
    };
}
function readVerification(workspace, input) {
    const state = input.object(['state', 'date', 'verified_by']).get('state').oneOf(['verified', 'unverified']);
    const date = input.get('date');
    return state === 'verified'
        ? { state, date: date.isPresent && !date.isNull ? readDate(date) : null, by: workspace.botId }
        : { state, date: null, by: null };
}
