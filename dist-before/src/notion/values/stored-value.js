import { arrayOf, field, listField, recordOf, textField } from '../../text/json.js';
/** Entries of a list that a page shows; the rest is asked for one by one. */
const SHOWN_ENTRIES = 25;
/**
 * Whether a property of a page holds what was sent. Notion writes dates and ids in other forms, joins texts, and shows 25
 * entries of a list only.
 */
export function holds(stored, payload) {
    const [type] = Object.keys(payload);
    if (type === undefined) {
        return true;
    }
    const [is, wanted] = [field(stored, type), payload[type]];
    switch (type) {
        case 'title':
        case 'rich_text':
            return plainText(is) === plainText(wanted);
        case 'select':
        case 'status':
            return nameOf(is) === nameOf(wanted);
        case 'multi_select':
            return sameSet(arrayOf(is).map(nameOf), arrayOf(wanted).map(nameOf));
        case 'people':
        case 'relation':
            return sameEntries(arrayOf(is).map(idOf), arrayOf(wanted).map(idOf));
        case 'files':
            return sameSet(arrayOf(is).map(fileOf), arrayOf(wanted).map(fileOf));
        case 'date':
            return moment(is, 'start') === moment(wanted, 'start') && moment(is, 'end') === moment(wanted, 'end');
        default:
            return (is ?? null) === (wanted ?? null);
    }
}
/**
 * A stored value in the form in which it can be written back; undefined where that would not bring it back: files that Notion
 * hosts, a status that was empty, and what Notion computes.
 */
export function writable(stored) {
    const type = textField(stored, 'type') ?? '';
    const value = field(stored, type);
    switch (type) {
        case 'title':
        case 'rich_text':
            return { [type]: arrayOf(value).map(writableElement) };
        case 'number':
        case 'checkbox':
        case 'url':
        case 'email':
        case 'phone_number':
            return { [type]: value ?? null };
        case 'select':
            return { select: value === null || value === undefined ? null : { name: nameOf(value) } };
        case 'status':
            return nameOf(value) === '' ? undefined : { status: { name: nameOf(value) } };
        case 'multi_select':
            return { multi_select: arrayOf(value).map((option) => ({ name: nameOf(option) })) };
        case 'people':
        case 'relation':
            return { [type]: arrayOf(value).map((entry) => ({ id: idOf(entry) })) };
        case 'date': {
            const { start, end } = recordOf(value);
            return { date: start === undefined ? null : { start, ...(typeof end === 'string' ? { end } : {}) } };
        }
        case 'files':
            return arrayOf(value).every((file) => field(file, 'type') === 'external')
                ? {
                    files: arrayOf(value).map((file) => ({
                        name: textField(file, 'name') ?? '',
                        type: 'external',
                        external: { url: fileOf(file) },
                    })),
                }
                : undefined;
        default:
            return undefined;
    }
}
/** The text of elements, whether they come from Notion or go there. */
export function plainText(elements) {
    return arrayOf(elements)
        .map((element) => textField(element, 'plain_text') ?? textField(field(element, 'text'), 'content') ?? '')
        .join('');
}
/** An element as Notion takes it: its kind, its content and its marks. */
function writableElement(element) {
    const type = textField(element, 'type') ?? 'text';
    const annotations = field(element, 'annotations');
    const marks = annotations === undefined ? {} : { annotations };
    if (type === 'text') {
        const text = recordOf(field(element, 'text'));
        return { type, text: { content: text['content'], link: text['link'] ?? null }, ...marks };
    }
    return { type, [type]: field(element, type), ...marks };
}
function sameEntries(is, wanted) {
    const known = new Set(wanted);
    return is.length < SHOWN_ENTRIES ? sameSet(is, wanted) : is.every((id) => known.has(id));
}
function sameSet(one, other) {
    const [first, second] = [new Set(one), new Set(other)];
    return first.size === second.size && [...first].every((entry) => second.has(entry));
}
/** One form for a day and for a moment. */
function moment(date, end) {
    const text = textField(date, end);
    return text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : Date.parse(text);
}
function nameOf(option) {
    return textField(option, 'name') ?? '';
}
function idOf(entry) {
    return (textField(entry, 'id') ?? '').replaceAll('-', '').toLowerCase();
}
function fileOf(file) {
    return (textField(field(file, 'external'), 'url') ??
        textField(field(file, 'file'), 'url')?.split('?', 1)[0] ??
        textField(file, 'name') ??
        '');
}
/** Names and ids of a list, for what is added to it. */
export function listEntries(stored) {
    return listField(stored, textField(stored, 'type') ?? '');
}
