import { plainContent } from '../model/rich-text.js';
/** The text that a value is compared by, or null where it has none. */
export function textOf(value) {
    switch (value.type) {
        case 'title':
        case 'rich_text':
            return plainContent(value.text);
        case 'url':
        case 'email':
        case 'phone_number':
            return value.text;
        case 'select':
        case 'status':
            return value.option;
        case 'formula':
            return value.result.kind === 'string' ? value.result.value : null;
        default:
            return null;
    }
}
/** The number that a value is compared by, or null. */
export function numberOf(value) {
    switch (value.type) {
        case 'number':
        case 'unique_id':
            return value.number;
        case 'formula':
            return value.result.kind === 'number' ? value.result.value : null;
        case 'rollup':
            return value.result.kind === 'number' ? value.result.value : null;
        default:
            return null;
    }
}
/** The date that a value is compared by, or null. */
export function dateOf(value) {
    switch (value.type) {
        case 'date':
        case 'verification':
            return value.date;
        case 'created_time':
        case 'last_edited_time':
            return { start: value.time };
        case 'formula':
            return value.result.kind === 'date' ? value.result.value : null;
        case 'rollup':
            return value.result.kind === 'date' ? value.result.value : null;
        default:
            return null;
    }
}
/** The truth that a value is compared by, or null. */
export function checkOf(value) {
    if (value.type === 'checkbox') {
        return value.checked;
    }
    return value.type === 'formula' && value.result.kind === 'boolean' ? value.result.value : null;
}
/** Ids of the people or pages in a value. */
export function idsOf(value) {
    switch (value.type) {
        case 'people':
            return value.users;
        case 'relation':
            return value.pages;
        case 'created_by':
        case 'last_edited_by':
            return [value.user];
        default:
            return [];
    }
}
/** Whether a cell is empty, as `is_empty` means it. */
export function isEmptyValue(value) {
    switch (value.type) {
        case 'checkbox':
        case 'button':
        case 'unique_id':
            return false;
        case 'multi_select':
            return value.options.length === 0;
        case 'files':
            return value.files.length === 0;
        case 'place':
            return value.place === null;
        case 'people':
        case 'relation':
        case 'created_by':
        case 'last_edited_by':
            return idsOf(value).length === 0;
        case 'rollup':
            return value.result.kind === 'array' ? value.result.values.length === 0 : emptyScalar(value);
        default:
            return emptyScalar(value);
    }
}
function emptyScalar(value) {
    return ((textOf(value) ?? '') === '' &&
        numberOf(value) === null &&
        dateOf(value) === null &&
        checkOf(value) === null);
}
/** A text that equal values share; used to sort and to distinguish values. */
export function sortText(value) {
    if (value.type === 'multi_select') {
        return value.options.join('\n');
    }
    const ids = idsOf(value);
    return ids.length > 0
        ? ids.join('\n')
        : String(textOf(value) ?? numberOf(value) ?? dateOf(value)?.start ?? checkOf(value) ?? '');
}
