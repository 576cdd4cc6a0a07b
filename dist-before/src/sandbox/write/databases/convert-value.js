import { plainContent } from '../../model/rich-text.js';
import { optionsOf } from '../../query/options.js';
import { standardStatus } from '../properties/set-values.js';
/** What stays of a value when its column gets another type or other options; undefined for nothing. */
export function convertValue(value, column) {
    const names = namesIn(value, column);
    const isKnown = (name) => optionsOf(column).some((option) => option.name === name);
    switch (column.type) {
        case 'select':
            return { type: 'select', option: names.slice(0, 1).find(isKnown) ?? null };
        case 'multi_select':
            return { type: 'multi_select', options: names.filter(isKnown) };
        case 'status':
            // Every row gets one, whatever it held.
            return { type: 'status', option: names.find(isKnown) ?? standardStatus(column) };
        case 'rich_text':
            return { type: 'rich_text', text: plainSpans(textOf(value)) };
        case 'number': {
            const number = Number.parseFloat(textOf(value));
            return { type: 'number', number: Number.isNaN(number) ? null : number };
        }
        case 'url':
            return { type: 'url', text: textOf(value) || null };
        default:
            return value?.type === column.type ? value : undefined;
    }
}
function plainSpans(content) {
    return content === '' ? [] : [{ kind: 'text', content }];
}
/** Names of options; text is cut at commas. */
function namesIn(value, column) {
    switch (value?.type) {
        case 'select':
        case 'status':
            return value.option === null ? [] : [value.option];
        case 'multi_select':
            return [...value.options];
        default:
            return column.type === 'select' || column.type === 'multi_select' || column.type === 'status'
                ? textOf(value)
                    .split(',')
                    .map((name) => name.trim())
                : [];
    }
}
function textOf(value) {
    switch (value?.type) {
        case 'title':
        case 'rich_text':
            return plainContent(value.text);
        case 'number':
            return value.number === null ? '' : String(value.number);
        case 'url':
        case 'email':
        case 'phone_number':
            return value.text ?? '';
        case 'select':
        case 'status':
            return value.option ?? '';
        case 'multi_select':
            return value.options.join(', ');
        case 'checkbox':
            return value.checked ? 'Yes' : 'No';
        case 'date':
            return value.date?.start ?? '';
        default:
            return '';
    }
}
