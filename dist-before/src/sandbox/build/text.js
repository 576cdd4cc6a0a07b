/** In order of trial: code, link, bold, italic, strikethrough, equation. */
const markup = /`(?<code>[^`]+)`|\[(?<label>[^[\]]+)\]\((?<url>[^)\s]+)\)|\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*]+)\*|~~(?<strike>[^~]+)~~|\$(?<equation>[^$]+)\$/gu;
function textSpan(content, style, link) {
    return { kind: 'text', content, ...(link !== undefined && { link }), ...(style && { style }) };
}
function marked(groups) {
    if (groups['code'] !== undefined) {
        return textSpan(groups['code'], { code: true });
    }
    if (groups['label'] !== undefined) {
        return textSpan(groups['label'], undefined, groups['url']);
    }
    if (groups['bold'] !== undefined) {
        return textSpan(groups['bold'], { bold: true });
    }
    if (groups['italic'] !== undefined) {
        return textSpan(groups['italic'], { italic: true });
    }
    if (groups['strike'] !== undefined) {
        return textSpan(groups['strike'], { strikethrough: true });
    }
    return { kind: 'equation', expression: groups['equation'] ?? '' };
}
function parse(text) {
    const spans = [];
    let end = 0;
    for (const match of text.matchAll(markup)) {
        if (match.index > end) {
            spans.push(textSpan(text.slice(end, match.index)));
        }
        spans.push(marked(match.groups ?? {}));
        end = match.index + match[0].length;
    }
    if (end < text.length) {
        spans.push(textSpan(text.slice(end)));
    }
    return spans;
}
/**
 * Rich text from strings with light markup (`**bold**`, `*italic*`, `~~struck~~`, backticks, `[label](url)`, `$x$`) and
 * exact runs between them.
 */
export function rich(input) {
    return typeof input === 'string'
        ? parse(input)
        : input.flatMap((part) => (typeof part === 'string' ? parse(part) : [part]));
}
/** A run whose characters mean nothing but themselves. */
export function literal(content, style) {
    return textSpan(content, style);
}
/** `@Person`. */
export function mentionUser(id) {
    return { kind: 'user', id };
}
/** A mention of a page, with its title looked up when it is read. */
export function mentionPage(id) {
    return { kind: 'page', id };
}
/** A mention of a database. */
export function mentionDatabase(id) {
    return { kind: 'database', id };
}
/** A mention of a date, a moment or a range. */
export function mentionDate(start, end, timeZone) {
    return { kind: 'date', date: { start, end, timeZone } };
}
