import { field, isRecord, recordOf, textField } from '../../text/json.js';
/**
 * A value in the form of Notion's API, which many models know by heart, as the plain value that it says: `{"select": {"name": "A"}}`
 * is `A`. What has another form comes back as it is, and so does text with marks, links or mentions, which a plain value would lose.
 */
export function plainValue({ type }, value) {
    const inner = isRecord(value) && Object.hasOwn(value, type) ? value[type] : value;
    switch (type) {
        case 'title':
        case 'rich_text':
            return plainText(inner) ?? inner;
        case 'select':
        case 'status':
        case 'multi_select':
            return each(inner, (item) => textField(item, 'name'));
        case 'people':
            return each(inner, (item) => textField(item, 'id') ?? textField(field(item, 'person'), 'email') ?? textField(item, 'name'));
        case 'relation':
            return each(inner, (item) => textField(item, 'id'));
        case 'files':
            return each(inner, (item) => textField(field(item, 'external'), 'url'));
        default:
            return inner;
    }
}
function each(value, read) {
    const plain = (item) => (isRecord(item) ? (read(item) ?? item) : item);
    return Array.isArray(value) ? value.map(plain) : plain(value);
}
function plainText(value) {
    if (!Array.isArray(value)) {
        return undefined;
    }
    const texts = value.map((item) => (isPlain(item) ? textField(field(item, 'text'), 'content') : undefined));
    return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}
function isPlain(item) {
    const marks = Object.values(recordOf(field(item, 'annotations')));
    const link = field(field(item, 'text'), 'link');
    return marks.every((mark) => mark === false || mark === 'default') && (link === undefined || link === null);
}
