import { parseReferences } from '../reference.js';
import { OUTSIDE_ROOTS_TEXT } from './root-omissions.js';
/** Begins a tag that names something of the workspace. */
const TAG_START = /<(mention(?:-[a-z-]{1,20})?|page|database)\b/g;
/** Begins what is shown of another page. */
const COPY_START = /<synced[_-]block[_-]reference\b([^<>\n]{0,2000})/g;
/** Addresses of the workspace anywhere else, such as in a link. */
const ADDRESS = /(?:https?|notion|collection|view):\/\/[^\s"'<>()[\]\\]{0,2000}/g;
const URL_ATTRIBUTE = /\b(?:url|data-source-url)="([^"\n]*)"/g;
/** The ids of everything that a text of the markdown endpoint shows or leads to. */
export function idsInMarkdown(markdown) {
    const addresses = [...markdown.matchAll(ADDRESS)].map(([address]) => address);
    return [...new Set([...addresses, ...urlsOf(markdown)].flatMap(idsOf))];
}
/**
 * The text without titles and addresses of what is not `allowed`. Undefined where it shows parts of other pages: code in
 * them can look like their end, so such a page has to be read block by block.
 */
export function keepMarkdown(markdown, allowed) {
    const mayShow = (attributes) => {
        const urls = urlsOf(attributes);
        return urls.length > 0 && urls.every((url) => isOfPerson(url) || isAllowedPlace(url, allowed));
    };
    if ([...markdown.matchAll(COPY_START)].some(([, attributes = '']) => !mayShow(attributes))) {
        return undefined;
    }
    return withoutTitles(markdown, mayShow).replaceAll(ADDRESS, (address) => idsOf(address).every(allowed) ? address : 'about:blank');
}
/** A tag that cannot be read takes the rest of its line along: the title in it has no other end. */
function withoutTitles(markdown, mayShow) {
    const kept = [];
    let done = 0;
    for (const { index, 0: start, 1: name = '' } of markdown.matchAll(TAG_START)) {
        if (index < done || isEscaped(markdown, index)) {
            continue;
        }
        const after = index + start.length;
        const attributes = attributesFrom(markdown, after);
        if (attributes !== undefined && (name === 'mention-date' || mayShow(attributes))) {
            continue;
        }
        kept.push(markdown.slice(done, index), OUTSIDE_ROOTS_TEXT);
        const end = attributes === undefined ? after : after + attributes.length + 1;
        done = attributes?.endsWith('/') === true ? end : endOf(markdown, name, end);
    }
    kept.push(markdown.slice(done));
    return kept.join('');
}
/** The content of a tag up to its end; undefined where its line ends before it, or another tag begins. */
function attributesFrom(markdown, from) {
    let isQuoted = false;
    for (let index = from; index < markdown.length; index += 1) {
        const sign = markdown[index];
        if (sign === '\n' || (sign === '<' && !isQuoted)) {
            return undefined;
        }
        if (sign === '>' && !isQuoted) {
            return markdown.slice(from, index);
        }
        isQuoted = sign === '"' ? !isQuoted : isQuoted;
    }
    return undefined;
}
function endOf(markdown, name, from) {
    const lineEnd = markdown.indexOf('\n', from);
    const line = markdown.slice(from, lineEnd === -1 ? undefined : lineEnd);
    const close = `</${name}>`;
    const found = line.indexOf(close);
    return from + (found === -1 ? line.length : found + close.length);
}
function isEscaped(markdown, index) {
    let before = index;
    while (before > 0 && markdown[before - 1] === '\\') {
        before -= 1;
    }
    return (index - before) % 2 === 1;
}
function urlsOf(attributes) {
    return [...attributes.matchAll(URL_ATTRIBUTE)].map(([, url]) => url ?? '');
}
/** People lie nowhere. */
function isOfPerson(url) {
    return url.startsWith('user://');
}
function isAllowedPlace(url, allowed) {
    const ids = idsOf(url);
    return ids.length > 0 && ids.every(allowed);
}
/** The objects that an address names; none if it leads out of Notion or to a person. */
function idsOf(address) {
    return parseReferences(address).flatMap(({ kind, id }) => (kind === 'user' ? [] : [id]));
}
