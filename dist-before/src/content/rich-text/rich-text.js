import { renderDate } from './date-text.js';
import { printInline } from './inline.js';
import { arrayOf, recordOf, stringOf } from '../../text/json.js';
import { pageMention, userMention } from './mention.js';
/**
 * Rich text as Markdown; anything that is not rich text reads as empty. Colour and underline are dropped: they carry no text.
 */
export function renderRichText(items, names) {
    return printInline(arrayOf(items).map((item) => inlineRunOf(recordOf(item), names)));
}
/** The characters of rich text without any markup, as Notion itself writes them. */
export function plainText(items) {
    return loosePlainText(items);
}
/** The same for a value of unchecked type. */
export function loosePlainText(items) {
    return arrayOf(items)
        .map((item) => {
        const { plain_text: plain, text } = recordOf(item);
        return stringOf(typeof plain === 'string' ? plain : recordOf(text)['content']);
    })
        .join('');
}
/** One element of rich text as it is printed. */
export function inlineRunOf(item, names) {
    const style = recordOf(item['annotations']);
    const marks = {
        bold: style['bold'] === true,
        italic: style['italic'] === true,
        strike: style['strikethrough'] === true,
    };
    const plain = stringOf(item['plain_text']);
    if (item['type'] === 'equation') {
        return { ...marks, form: 'equation', text: stringOf(recordOf(item['equation'])['expression']) || plain };
    }
    if (item['type'] === 'mention') {
        return { ...marks, ...mentionOf(recordOf(item['mention']), plain, names) };
    }
    const text = recordOf(item['text']);
    const link = stringOf(recordOf(text['link'])['url']) || stringOf(item['href']);
    return {
        ...marks,
        form: style['code'] === true ? 'code' : 'text',
        text: stringOf(text['content']) || plain,
        ...(link === '' ? {} : { link }),
    };
}
function mentionOf(mention, plain, names) {
    const type = stringOf(mention['type']);
    const value = recordOf(mention[type]);
    const id = stringOf(value['id']);
    switch (type) {
        case 'user':
            return userMention(id, stringOf(value['name']) || plain, names);
        case 'page':
        case 'database':
            return pageMention(type, id, plain, names);
        case 'data_source':
            return pageMention('data source', id, plain, names);
        case 'date':
            return dateMention(value, plain);
        case 'link_preview':
        case 'link_mention': {
            const link = stringOf(value['href']) || stringOf(value['url']);
            return { form: 'text', text: stringOf(value['title']) || plain || link, link };
        }
        case 'custom_emoji':
            return { form: 'text', text: value['name'] === undefined ? plain : `:${stringOf(value['name'])}:` };
        default:
            return plain === ''
                ? { form: 'marker', text: `[${type.replaceAll('_', ' ') || 'unknown'} mention]` }
                : { form: 'text', text: plain };
    }
}
function dateMention(date, plain) {
    const start = stringOf(date['start']);
    const text = start === '' ? plain : renderDate(start, stringOf(date['end']), stringOf(date['time_zone']));
    return { form: 'text', text };
}
