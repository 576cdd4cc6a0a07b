import { readColor } from './colors.js';
import { readDate } from './date.js';
const MAX_EXPRESSION = 1000;
const TEXT_KEYS = ['type', 'text', 'mention', 'equation', 'annotations', 'plain_text', 'href'];
const FLAGS = ['bold', 'italic', 'strikethrough', 'underline', 'code'];
/** Rich text as requests give it. Neighbours that look alike come back as one, as from Notion. */
export function readRichText(input) {
    return mergeText(input.items().flatMap(readSpan));
}
/** Joins neighbouring runs of the same style and link; empty ones vanish. */
export function mergeText(spans) {
    const merged = [];
    for (const span of spans) {
        const before = merged.at(-1);
        if (span.kind === 'text' && span.content === '') {
            continue;
        }
        if (span.kind === 'text' && before?.kind === 'text' && looksLike(before, span)) {
            merged[merged.length - 1] = { ...before, content: before.content + span.content };
        }
        else {
            merged.push(span);
        }
    }
    return merged;
}
function looksLike(a, b) {
    return (a.link === b.link &&
        (a.style?.color ?? 'default') === (b.style?.color ?? 'default') &&
        FLAGS.every((flag) => (a.style?.[flag] ?? false) === (b.style?.[flag] ?? false)));
}
function readSpan(input) {
    input.object(TEXT_KEYS);
    const type = input.onlyOf(['text', 'mention', 'equation']);
    const style = readStyle(input.get('annotations'));
    const styled = style === undefined ? {} : { style };
    switch (type) {
        case 'text':
            return [{ ...readText(input.get('text').object(['content', 'link'])), ...styled }];
        case 'equation': {
            const expression = input.get('equation').object(['expression']).get('expression').text(MAX_EXPRESSION);
            return [{ kind: 'equation', expression, ...styled }];
        }
        case 'mention':
            return [{ ...readMention(input.get('mention')), ...styled }];
    }
}
function readText(text) {
    const link = text.get('link');
    const url = link.isPresent && !link.isNull ? link.object(['type', 'url']).get('url').text() : undefined;
    return { kind: 'text', content: text.get('content').text(), ...(url !== undefined && { link: url }) };
}
/** Only what differs from plain text, so that equal styles look equal. */
function readStyle(annotations) {
    if (!annotations.isPresent) {
        return undefined;
    }
    annotations.object([...FLAGS, 'color']);
    const on = FLAGS.filter((flag) => annotations.has(flag) && annotations.get(flag).flag());
    const color = annotations.has('color') ? readColor(annotations.get('color')) : 'default';
    if (on.length === 0 && color === 'default') {
        return undefined;
    }
    return { ...Object.fromEntries(on.map((flag) => [flag, true])), ...(color !== 'default' && { color }) };
}
function readMention(mention) {
    const kind = mention.onlyOf(['user', 'page', 'database', 'date', 'template_mention', 'custom_emoji']);
    const content = mention.get(kind);
    switch (kind) {
        case 'user':
        case 'page':
        case 'database':
        case 'custom_emoji':
            return { kind, id: content.get('id').id() };
        case 'date':
            return { kind: 'date', date: readDate(content) };
        case 'template_mention':
            return {
                kind: 'template_date',
                value: content.get('template_mention_date').oneOf(['today', 'now']),
            };
    }
}
