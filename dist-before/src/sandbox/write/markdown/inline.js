import { readDate } from '../input/date.js';
import { Input } from '../input/input.js';
import { mergeText } from '../input/rich-text.js';
import { colorOf, idOfUrl, readTag } from './tags.js';
const toggles = {
    '**': 'bold',
    '*': 'italic',
    '~~': 'strikethrough',
};
/** In order of trial at every place: escape, equation, code, markers, link, custom emoji, tag. */
const piece = /\\(?<escaped>[\\*~`$[\]<>{}|^])|\$`(?<equation>[^`]+)`\$|`(?<code>[^`]+)`|(?<toggle>\*\*|~~|\*)|(?<link>\[)|\]\((?<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)?)\)|:(?<emoji>[\w-]+):|(?<tag><)/g;
/** Rich text from the inline grammar of enhanced markdown. What is no markup stays as it is, a backslash with an n too. */
export function parseInline(workspace, text) {
    return mergeText(toSpans(settle(tokenize(workspace, text))));
}
function tokenize(workspace, text) {
    const tokens = [];
    let end = 0;
    piece.lastIndex = 0;
    for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
        const { escaped, equation, code, toggle, url, emoji } = match.groups ?? {};
        let token;
        if (escaped !== undefined) {
            token = { kind: 'text', text: escaped };
        }
        else if (equation !== undefined) {
            token = { kind: 'span', span: { kind: 'equation', expression: equation } };
        }
        else if (code !== undefined) {
            token = { kind: 'code', text: code };
        }
        else if (toggle !== undefined) {
            token = isBetweenSpaces(text, match.index, toggle)
                ? undefined
                : { kind: 'toggle', text: toggle, style: toggles[toggle] ?? 'bold' };
        }
        else if (url !== undefined) {
            token = { kind: 'target', text: match[0], url };
        }
        else if (emoji !== undefined) {
            const id = workspace.customEmojis.find(({ name }) => name === emoji)?.id;
            token = id === undefined ? undefined : { kind: 'span', span: { kind: 'custom_emoji', id } };
        }
        else if (match.groups?.['link'] === undefined) {
            const found = tagToken(text, match.index);
            token = found?.token;
            piece.lastIndex = found?.end ?? piece.lastIndex;
        }
        else {
            token = { kind: 'link', text: '[' };
        }
        if (token === undefined && emoji !== undefined) {
            // The second colon may begin the next emoji.
            piece.lastIndex -= 1;
        }
        if (token !== undefined) {
            tokens.push({ kind: 'text', text: text.slice(end, match.index) }, token);
            end = piece.lastIndex;
        }
    }
    tokens.push({ kind: 'text', text: text.slice(end) });
    return tokens;
}
function isBetweenSpaces(text, at, marker) {
    return marker === '*' && text.charAt(at - 1) === ' ' && text.charAt(at + 1) === ' ';
}
function tagToken(text, at) {
    const tag = readTag(text, at);
    if (tag === undefined) {
        return undefined;
    }
    const source = text.slice(at, tag.end);
    if (tag.name === 'br') {
        return { token: { kind: 'text', text: '\n' }, end: tag.end };
    }
    if (tag.name === 'span') {
        return { token: spanToken(tag, source), end: tag.end };
    }
    const span = tag.isClosing ? undefined : mentionOf(tag);
    if (span === undefined) {
        return undefined;
    }
    const close = `</${tag.name}>`;
    const closed = tag.isSelfClosing ? -1 : text.indexOf(close, tag.end);
    return { token: { kind: 'span', span }, end: closed < 0 ? tag.end : closed + close.length };
}
function spanToken(tag, text) {
    if (tag.isClosing) {
        return { kind: 'close', text };
    }
    const color = colorOf(tag);
    const underline = tag.attributes.get('underline') === 'true';
    return {
        kind: 'open',
        text,
        style: { ...(underline && { underline }), ...(color !== undefined && { color }) },
    };
}
function mentionOf(tag) {
    const url = tag.attributes.get('url') ?? '';
    switch (tag.name) {
        case 'mention-user': {
            const id = idOfUrl(url.replace('user://', ''));
            return id === undefined ? undefined : { kind: 'user', id };
        }
        case 'mention-page':
        case 'mention-database': {
            const id = idOfUrl(url);
            return id === undefined ? undefined : { kind: tag.name === 'mention-page' ? 'page' : 'database', id };
        }
        case 'mention-date':
            return dateOf(tag.attributes);
        default:
            return undefined;
    }
}
function momentOf(day, time) {
    return time === undefined ? day : `${day}T${time}:00`;
}
function dateOf(attributes) {
    const date = {
        start: momentOf(attributes.get('start'), attributes.get('startTime')),
        end: momentOf(attributes.get('end'), attributes.get('endTime')),
        time_zone: attributes.get('startTime') === undefined ? undefined : attributes.get('timeZone'),
    };
    try {
        return { kind: 'date', date: readDate(new Input('markdown', date)) };
    }
    catch {
        // A date that is none stays the text that it was.
        return undefined;
    }
}
/** Turns markers without a partner into text. */
function settle(tokens) {
    const partners = new Set();
    const waiting = new Map();
    tokens.forEach((token, index) => {
        const opens = (key) => {
            const open = waiting.get(key) ?? [];
            waiting.set(key, open);
            open.push(index);
        };
        const closes = (key) => {
            const open = waiting.get(key)?.at(-1);
            if (open === undefined) {
                return false;
            }
            waiting.get(key)?.pop();
            partners.add(open).add(index);
            return true;
        };
        if (token.kind === 'toggle' && !closes(token.text)) {
            opens(token.text);
        }
        else if (token.kind === 'link' || token.kind === 'open') {
            opens(token.kind);
        }
        else if (token.kind === 'target') {
            closes('link');
        }
        else if (token.kind === 'close') {
            closes('open');
        }
    });
    return tokens.map((token, index) => 'text' in token && token.kind !== 'code' && !partners.has(index)
        ? { kind: 'text', text: token.text }
        : token);
}
/** Gives every piece the styles that are open around it, and the link that ends after it. */
function toSpans(tokens) {
    const links = linkTargets(tokens);
    const opened = [];
    const on = new Set();
    let link;
    return tokens.flatMap((token, index) => {
        switch (token.kind) {
            case 'toggle':
                if (!on.delete(token.style)) {
                    on.add(token.style);
                }
                return [];
            case 'open':
                opened.push(token.style ?? {});
                return [];
            case 'close':
                opened.pop();
                return [];
            case 'link':
                link = links.get(index);
                return [];
            case 'target':
                link = undefined;
                return [];
            default: {
                const style = Object.assign({}, ...opened, Object.fromEntries([...on].map((name) => [name, true])), token.kind === 'code' ? { code: true } : {});
                const span = token.kind === 'span'
                    ? token.span
                    : { kind: 'text', content: token.text, ...(link !== undefined && { link }) };
                return [Object.keys(style).length === 0 ? span : { ...span, style }];
            }
        }
    });
}
function linkTargets(tokens) {
    const links = new Map();
    let open;
    tokens.forEach((token, index) => {
        if (token.kind === 'link') {
            open = index;
        }
        else if (token.kind === 'target' && open !== undefined) {
            links.set(open, token.url);
        }
    });
    return links;
}
