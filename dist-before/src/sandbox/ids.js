import { createHash } from 'node:crypto';
const uuidPattern = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const nilHex = '0'.repeat(32);
/** Characters of Notion's property ids: many must be percent-encoded in a URL, which callers tend to get wrong. */
const propertyIdAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:;<=>?@[]^_`{|}~';
function dashed(hex) {
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
/** A version 4 UUID that is always the same for the same name. */
export function stableId(name) {
    const hex = createHash('sha256').update(name).digest('hex');
    const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
    return dashed(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}
/** The id without dashes, as Notion writes it in URLs. */
export function bareId(id) {
    return id.replaceAll('-', '');
}
/** The dashed form of an id, or undefined where Notion refuses it: version and variant are checked, the nil UUID passes. */
export function parseId(text) {
    if (!uuidPattern.test(text)) {
        return undefined;
    }
    const hex = bareId(text).toLowerCase();
    const wellFormed = /^.{12}[1-8].{3}[89ab]/.test(hex) || hex === nilHex;
    return wellFormed ? dashed(hex) : undefined;
}
/** Four characters, unencoded. The title's id is the word `title` in every data source. */
export function propertyId(dataSource, name) {
    const bytes = createHash('sha256').update(`${dataSource}/${name}`).digest();
    return [...bytes.subarray(0, 4)]
        .map((byte) => propertyIdAlphabet.charAt(byte % propertyIdAlphabet.length))
        .join('');
}
/** The address of a page or database, with the title's words in it where there are any. */
export function objectUrl(id, title = '') {
    const words = title
        .split(/[^A-Za-z0-9]+/)
        .filter((word) => word !== '')
        .join('-')
        .slice(0, 60);
    return `https://app.notion.com/p/${words === '' ? '' : `${words}-`}${bareId(id)}`;
}
/** The address of a block on its page. */
export function blockUrl(pageId, blockId) {
    return `${objectUrl(pageId)}#${bareId(blockId)}`;
}
