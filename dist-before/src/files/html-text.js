/** Elements whose content is no text for a reader. */
const SILENT = ['script', 'style', 'template', 'noscript', 'svg'];
/** Elements that begin a line of their own. */
const LINES = /^\/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|title|tr|ul)$/;
const ENTITIES = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
};
/** The words of an HTML file, one block to a line; cells of a table are separated by a bar. Linear in its length. */
export function htmlText(html) {
    // Of the same length: `İ` in small letters is longer.
    const lower = html.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    const parts = [];
    let at = 0;
    while (at < html.length) {
        const open = html.indexOf('<', at);
        const text = html.slice(at, open === -1 ? html.length : open);
        parts.push(text.replaceAll(/\s+/g, ' '));
        if (open === -1) {
            break;
        }
        if (html.startsWith('<!--', open)) {
            at = after(html, '-->', open + 4);
            continue;
        }
        const close = html.indexOf('>', open + 1);
        const name = /^\/?[a-z][a-z0-9]*/.exec(lower.slice(open + 1, open + 20))?.[0] ?? '';
        at = close === -1 ? html.length : close + 1;
        if (SILENT.includes(name)) {
            at = after(html, '>', after(lower, `</${name}`, at));
        }
        parts.push(LINES.test(name) ? '\n' : name === 'td' || name === 'th' ? ' | ' : '');
    }
    return decoded(parts.join(''))
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n');
}
/** The position behind the sign; the end where it does not occur again. */
function after(text, sign, from) {
    const found = text.indexOf(sign, from);
    return found === -1 ? text.length : found + sign.length;
}
function decoded(text) {
    return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (found, decimal, hexadecimal, name) => {
        const code = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal);
        if (name !== undefined) {
            return ENTITIES[String(name).toLowerCase()] ?? found;
        }
        return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : found;
    });
}
