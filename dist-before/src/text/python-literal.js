const QUOTES = new Set(["'", '"']);
const BRACKETS = new Map([
    ['(', '['],
    [')', ']'],
]);
const WORDS = new Map([
    ['True', 'true'],
    ['False', 'false'],
    ['None', 'null'],
]);
const WORD = /[A-Za-z]+/y;
/**
 * A list, tuple or object as Python prints it, as JSON text: `['a', None]` → `["a",null]`. Models that write code send
 * these as text. What is no such literal comes out as no JSON, for the parser to refuse.
 */
export function jsonOfPython(literal) {
    const parts = [];
    for (let at = 0; at < literal.length;) {
        const sign = literal.charAt(at);
        if (QUOTES.has(sign)) {
            const end = endOfText(literal, at);
            parts.push(JSON.stringify(unescaped(literal.slice(at + 1, end))));
            at = end + 1;
            continue;
        }
        WORD.lastIndex = at;
        const word = WORD.exec(literal)?.[0];
        if (word === undefined && (sign === ']' || sign === ')' || sign === '}') && parts.at(-1) === ',') {
            // `('a',)`
            parts.pop();
        }
        if (sign.trim() !== '') {
            parts.push(word === undefined ? (BRACKETS.get(sign) ?? sign) : (WORDS.get(word) ?? word));
        }
        at += word?.length ?? 1;
    }
    return parts.join('');
}
/** Where the text that opens here is closed, or the end of all. */
function endOfText(literal, open) {
    const quote = literal.charAt(open);
    let at = open + 1;
    while (at < literal.length && literal.charAt(at) !== quote) {
        at += literal.charAt(at) === '\\' ? 2 : 1;
    }
    return at;
}
function unescaped(text) {
    return text.replaceAll(/\\(["'\\n])/g, (_escape, sign) => (sign === 'n' ? '\n' : sign));
}
