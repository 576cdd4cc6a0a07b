const HEX_ID = /[0-9a-f]{32}(?![0-9a-f])/gi;
const DASHED_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;
/** The last id in a text, lower-case and dashed; `undefined` when there is none. */
function lastId(text) {
    const found = (text.match(DASHED_ID) ?? text.match(HEX_ID))?.at(-1);
    if (found === undefined) {
        return undefined;
    }
    const hex = found.replaceAll('-', '').toLowerCase();
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
/** The id of the page, database, user or data source that a URL names; its anchor and its view are not meant. */
export function idFromUrl(url) {
    const [address = '', query = ''] = url.split('#')[0]?.split('?') ?? [];
    const peeked = /(?:^|&)p=([0-9a-f-]{32,36})/i.exec(query)?.[1];
    return lastId(peeked ?? address);
}
/** The id of the block that a URL points at inside its page. */
export function anchorFromUrl(url) {
    return lastId(url.split('#')[1] ?? '');
}
/** The address that opens a page or database, in the form Notion returns itself. */
export function pageUrl(id) {
    return `https://app.notion.com/p/${id.replaceAll('-', '')}`;
}
/** The address that opens a page at one of its blocks; '' when either is not known. */
export function blockUrl(page, block) {
    return page === '' || block === '' ? '' : `${pageUrl(page)}#${block.replaceAll('-', '')}`;
}
/** Placeholder for an unknown name, such as `[page 1f2e3d4c…]`. */
export function markedId(kind, id) {
    const shown = id.replace(/[^\w-]/g, '').slice(0, 8);
    return shown === '' ? `[unknown ${kind}]` : `[${kind} ${shown}…]`;
}
/**
 * A Notion URL without the title in front of its id: Notion ignores the title, and it costs a reader as many tokens as
 * the title itself. Other URLs stay as they are.
 */
export function shortUrl(url) {
    return url.replace(/\/[^/?#]*-([0-9a-f]{32})(?=$|[?#])/, '/$1');
}
