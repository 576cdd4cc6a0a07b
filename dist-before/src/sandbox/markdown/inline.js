import { visibleDatabase, visiblePage } from '../access.js';
import { objectUrl } from '../ids.js';
import { titleOf } from '../titles.js';
/** Puts a backslash before every character that enhanced markdown gives a meaning, and line breaks into tags. */
export function escapeMarkdown(text) {
    return text.replace(/[\\*~`$[\]<>{}|^]/g, String.raw `\$&`).replaceAll('\n', '<br>');
}
/** A value inside a tag's quotes. */
export function attribute(value) {
    return value.replaceAll('"', '&quot;');
}
/** `red_background` is written `red_bg`. */
export function markdownColor(color) {
    return color.replace(/_background$/, '_bg');
}
function styled(inner, style, isCode) {
    let text = inner;
    if (style.bold === true) {
        text = `**${text}**`;
    }
    if (style.italic === true) {
        text = `*${text}*`;
    }
    if (style.strikethrough === true) {
        text = `~~${text}~~`;
    }
    if (style.underline === true && !isCode) {
        text = `<span underline="true">${text}</span>`;
    }
    if (style.color !== undefined && style.color !== 'default') {
        text = `<span color="${markdownColor(style.color)}">${text}</span>`;
    }
    return text;
}
function dateMention(span) {
    const parts = [];
    const add = (name, value) => {
        if (value !== undefined && value !== '') {
            parts.push(` ${name}="${attribute(value)}"`);
        }
    };
    const [start, startTime] = span.date.start.split('T');
    const [end, endTime] = (span.date.end ?? '').split('T');
    add('start', start);
    add('startTime', startTime?.slice(0, 5));
    add('end', end);
    add('endTime', endTime?.slice(0, 5));
    add('timeZone', span.date.timeZone ?? undefined);
    return `<mention-date${parts.join('')}/>`;
}
function inner(workspace, span) {
    switch (span.kind) {
        case 'text': {
            const text = span.style?.code === true ? `\`${span.content}\`` : escapeMarkdown(span.content);
            return span.link === undefined ? text : `[${text}](${span.link})`;
        }
        case 'equation':
            return `$\`${span.expression}\`$`;
        case 'user':
            // The endpoint gives people without their names.
            return `<mention-user url="user://${span.id}"/>`;
        case 'page':
        case 'database': {
            const tag = `mention-${span.kind}`;
            const visible = visiblePage(workspace, span.id) !== undefined || visibleDatabase(workspace, span.id) !== undefined;
            const title = visible ? titleOf(workspace, span.id) : '';
            const open = `<${tag} url="${objectUrl(span.id)}"`;
            return title === '' ? `${open}/>` : `${open}>${escapeMarkdown(title)}</${tag}>`;
        }
        case 'date':
            return dateMention(span);
        case 'link_mention':
            return `[${escapeMarkdown(span.title)}](${span.href})`;
        case 'link_preview':
            return `[${escapeMarkdown(span.url)}](${span.url})`;
        case 'template_date':
            return span.value === 'today' ? '@Today' : '@Now';
        case 'custom_emoji':
            return `:${workspace.customEmojis.find((emoji) => emoji.id === span.id)?.name ?? 'unknown'}:`;
    }
}
/** Rich text in the inline grammar of enhanced markdown. */
export function inlineMarkdown(workspace, spans) {
    return spans
        .map((span) => styled(inner(workspace, span), span.style ?? {}, span.style?.code === true))
        .join('');
}
