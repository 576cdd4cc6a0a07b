import { isHostedFile, KEPT_IN_NOTION } from './hosted-file.js';
import { pageUrl } from '../notion-id.js';
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
// Schemes that a link may have. Others, above all `javascript:` and `data:`, run code instead of opening a page.
const KNOWN_SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'notion', 'collection']);
const BARE = /^https?:\/\/[^\s<>[\]()`\\*~$|]+$/;
const LOOKS_LIKE_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+$|^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[\p{L}]{2,}(?:[/?#:]\S*)?$/iu;
/**
 * The form of a link with this label, without markup. A label that looks like a URL other than its target is printed beside
 * the target: a rendered link would hide it.
 */
export function linkForm(label, url) {
    const target = absolute(url.trim());
    const text = label.trim();
    const scheme = SCHEME.exec(target)?.[1]?.toLowerCase();
    const without = (shown) => text === '' ? { kind: 'instead', text: shown } : { kind: 'beside', text: shown };
    if (isHostedFile(target)) {
        return isHostedFile(text) ? { kind: 'instead', text: KEPT_IN_NOTION } : without(KEPT_IN_NOTION);
    }
    if (scheme !== undefined && !KNOWN_SCHEMES.has(scheme)) {
        return without(`(${scheme}: link omitted)`);
    }
    if (text === '' || sameAddress(text, target)) {
        return { kind: 'instead', text: printAddress(target) };
    }
    if (LOOKS_LIKE_ADDRESS.test(text) && hostOf(text) !== hostOf(target)) {
        return { kind: 'beside', text: `(leads to ${printAddress(target)})` };
    }
    return { kind: 'around', destination: destination(target) };
}
/** An address on its own. */
export function printAddress(url) {
    if (isHostedFile(url)) {
        return KEPT_IN_NOTION;
    }
    return BARE.test(url) ? url : `<${encoded(url)}>`;
}
/** An address for the brackets of a Markdown link: no spaces, no unbalanced parentheses. */
export function destination(url) {
    const safe = encoded(url);
    return balanced(safe) ? safe : safe.replaceAll('(', '%28').replaceAll(')', '%29');
}
function encoded(url) {
    return url.replace(/[\s<>\\`\p{Cc}]/gu, (character) => encodeURIComponent(character));
}
function balanced(text) {
    let open = 0;
    for (const character of text) {
        open += character === '(' ? 1 : character === ')' ? -1 : 0;
        if (open < 0) {
            return false;
        }
    }
    return open === 0;
}
// Inside a workspace Notion writes links to its own pages without a host.
function absolute(url) {
    const id = /^\/(?:[^/?#]*-)?([0-9a-f]{32})(?=[?#]|$)/i.exec(url)?.[1];
    if (id === undefined) {
        return url.startsWith('/') && !url.startsWith('//') ? `https://app.notion.com${url}` : url;
    }
    return pageUrl(id.toLowerCase()) + (/#.*/.exec(url)?.[0] ?? '');
}
function sameAddress(text, url) {
    return bare(text) === bare(url);
}
function bare(url) {
    return url.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
}
function hostOf(url) {
    return (bare(url).split(/[/?#:]/)[0] ?? '')
        .replace(/^.*@/, '')
        .replace(/^www\./i, '')
        .toLowerCase();
}
