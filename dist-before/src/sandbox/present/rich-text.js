import { isVisibleDatabase, isVisiblePage } from '../access.js';
import { objectUrl } from '../ids.js';
import { titleOf } from '../titles.js';
import { presentCustomEmoji } from './file.js';
import { presentUserById } from './user.js';
/** `{start, end, time_zone}`. */
export function presentDate(date) {
    return { start: date.start, end: date.end ?? null, time_zone: date.timeZone ?? null };
}
/** The title in a mention of a page or database: unshared objects have none. */
function mentionTitle(workspace, id) {
    const page = workspace.pages.get(id);
    const database = workspace.databases.get(id);
    const visible = (page !== undefined && isVisiblePage(workspace, page)) ||
        (database !== undefined && isVisibleDatabase(workspace, database));
    return (visible && titleOf(workspace, id)) || 'Untitled';
}
function mention(type, content, plain, href = null) {
    return { fields: { type: 'mention', mention: { type, [type]: content } }, plain, href };
}
function bodyOf(workspace, span) {
    switch (span.kind) {
        case 'text': {
            const link = span.link === undefined ? null : { url: span.link };
            return {
                fields: { type: 'text', text: { content: span.content, link } },
                plain: span.content,
                href: span.link ?? null,
            };
        }
        case 'equation':
            return {
                fields: { type: 'equation', equation: { expression: span.expression } },
                plain: span.expression,
                href: null,
            };
        case 'user':
            return mention('user', presentUserById(workspace, span.id), `@${workspace.users.get(span.id)?.name ?? 'Anonymous'}`);
        case 'page':
        case 'database':
            return mention(span.kind, { id: span.id }, mentionTitle(workspace, span.id), objectUrl(span.id));
        case 'date': {
            const end = span.date.end ?? null;
            return mention('date', presentDate(span.date), end === null ? span.date.start : `${span.date.start} → ${end}`);
        }
        case 'link_mention':
            return mention('link_mention', { href: span.href, title: span.title }, span.href, span.href);
        case 'link_preview':
            return mention('link_preview', { url: span.url }, span.url, span.url);
        case 'template_date':
            return mention('template_mention', { type: 'template_mention_date', template_mention_date: span.value }, span.value === 'today' ? '@Today' : '@Now');
        case 'custom_emoji': {
            const emoji = presentCustomEmoji(workspace, span.id);
            return mention('custom_emoji', emoji, `:${String(emoji['name'])}:`);
        }
    }
}
/** One rich text element, with the API's order of fields. */
export function presentSpan(workspace, span) {
    const { fields, plain, href } = bodyOf(workspace, span);
    const style = span.style ?? {};
    return {
        ...fields,
        annotations: {
            bold: style.bold ?? false,
            italic: style.italic ?? false,
            strikethrough: style.strikethrough ?? false,
            underline: style.underline ?? false,
            code: style.code ?? false,
            color: style.color ?? 'default',
        },
        plain_text: plain,
        href,
    };
}
/** A rich text array. */
export function presentText(workspace, spans) {
    return spans.map((span) => presentSpan(workspace, span));
}
