import { escapeText } from './escape.js';
import { markedId, pageUrl } from '../notion-id.js';
// What Notion writes for something that this connection may not see, or that has no name.
const NO_TITLE = /^(?:untitled)?$/i;
const NO_USER = /^(?:@?(?:anonymous|unknown|unknown user))?$/i;
/** A mentioned page, database or data source as a link. Its label wins; `names` is asked only when the label says nothing. */
export function pageMention(kind, id, label, names) {
    if (id === '') {
        const title = nameOfTarget(kind, id, label, names);
        return { form: title === markedId(kind, id) ? 'marker' : 'text', text: title };
    }
    const text = linkTitle(kind, id, label, names);
    return { form: 'text', text, link: kind === 'data source' ? `collection://${id}` : pageUrl(id) };
}
/** The title to print for an id: label, known name, placeholder, or the marked id. Never empty. */
export function nameOfTarget(kind, id, label, names) {
    const text = label.trim();
    if (!NO_TITLE.test(text)) {
        return text;
    }
    const known = id === '' ? undefined : names.title(id, kind);
    return known ?? (text === '' ? markedId(kind, id) : text);
}
/** The same as Markdown. */
export function titleMarkdown(kind, id, label, names) {
    const title = nameOfTarget(kind, id, label, names);
    return title === markedId(kind, id) ? title : escapeText(title);
}
/** The same as the label of a link, where the brackets of a marked id would be in the way. */
export function linkTitle(kind, id, label, names) {
    const title = nameOfTarget(kind, id, label, names);
    return title === markedId(kind, id) ? title.slice(1, -1) : title;
}
/** A mentioned person or bot as `@Name`. */
export function userMention(id, label, names) {
    const text = label.trim().replace(/^@/, '');
    const name = NO_USER.test(text) ? (id === '' ? undefined : names.user(id)) : text;
    const shown = name ?? text;
    return shown === '' ? { form: 'marker', text: markedId('user', id) } : { form: 'text', text: `@${shown}` };
}
