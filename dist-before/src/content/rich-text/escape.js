import { revealInvisible } from '../../text/invisible.js';
import { isHostedFile, KEPT_IN_NOTION } from './hosted-file.js';
/**
 * Escapes text for CommonMark with the GFM extensions and `$` mathematics, and no more than needed: `snake_case`, `$5`,
 * `C:\Users` and `[1]` are read literally, so they stay as they are.
 */
// A bare address is copied whole: an escape in its middle would break the link.
const TOKEN = /https?:\/\/[^\s<>[\]()`\\*~$|]+|[\\`*_[\]<~$&]/g;
const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;
// This server's own words in a page, such as `[not loaded; …]` and `[bookmark: …]`, are in brackets that are not escaped.
const LOOKS_LIKE_MARKER = /^\[(?!hidden characters\])\p{L}[^\]\n]*[\s:]/u;
const WORD = /[\p{L}\p{N}]/u;
/** Escapes inline text. Inside a link's label every bracket is escaped, so that the label cannot end early. */
export function escapeText(shown, place = 'text') {
    const text = revealInvisible(shown);
    return text.replace(TOKEN, (token, at) => {
        if (token.length > 1) {
            return isHostedFile(token) ? KEPT_IN_NOTION : token;
        }
        const before = text[at - 1] ?? '';
        const after = text[at + 1] ?? '';
        return needsEscape(token, before, after, text, at, place) ? `\\${token}` : token;
    });
}
function needsEscape(character, before, after, text, at, place) {
    const opensWord = before === '' || /\s/.test(before);
    switch (character) {
        case '\\':
            return !WORD.test(after);
        case '*':
            return !(/\s/.test(before) && /\s/.test(after));
        case '_':
            return !(WORD.test(before) && WORD.test(after));
        case '[':
            return place === 'label' || (!WORD.test(before) && LOOKS_LIKE_MARKER.test(text.slice(at, at + 40)));
        case ']':
            return place === 'label' || after === '(' || after === ':';
        case '<':
            // Three of them begin a fence.
            return after === '' || /[a-z/!?]/i.test(after) || text.startsWith('<<<', at);
        case '~':
            return !(opensWord && /[\d\s]/.test(after));
        case '$':
            return !(opensWord && (after === '' || /[\d\s]/.test(after)));
        case '&':
            return ENTITY.test(text.slice(at, at + 40));
        default:
            return true;
    }
}
const LINE_START = [
    [/^(?=#{1,6}(?:\s|$))/, '\\'],
    [/^(?=[-+*](?:\s|$))/, '\\'],
    [/^(?=>)/, '\\'],
    [/^(?==+$|-[-\s]*$)/, '\\'],
    [/^(?=[|:][|:\s-]+$)/, '\\'],
    [/^(?=\[[ xX]\](?:\s|$))/, '\\'],
    [/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\'],
    // The end of a fence, whatever its boundary would be.
    [/^([^\s>]{1,80})(?=>>>\s*$)/, '$1\\'],
];
/** How a line begins, or ends, that one of them fits. */
const MAY_START_BLOCK = /^[#\-+*>=|:[\d]|>>>$/;
/** Keeps the first characters of an already escaped line from turning it into a heading, a list, a quote or a rule. */
export function escapeLineStart(line) {
    const text = line.trim();
    if (!MAY_START_BLOCK.test(text)) {
        return text;
    }
    for (const [pattern, replacement] of LINE_START) {
        if (pattern.test(text)) {
            return text.replace(pattern, replacement);
        }
    }
    return text;
}
/** Whether a character has a backslash before it that is not itself escaped. */
export function isEscaped(text, at) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') {
        slashes += 1;
    }
    return slashes % 2 === 1;
}
/** Lines joined by spaces, for places that hold one line only. */
export function oneLine(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ');
}
/** Code between as many backticks as its content needs. */
export function codeSpan(code) {
    const content = code.replaceAll('\n', ' ');
    const ticks = '`'.repeat(longestRun(content, '`') + 1);
    const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${content}${pad}${ticks}`;
}
/** The length of the longest run of one character; 0 when the text does not hold it. */
export function longestRun(text, character) {
    let longest = 0;
    for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at)) {
        const start = at;
        while (text[at] === character) {
            at += 1;
        }
        longest = Math.max(longest, at - start);
    }
    return longest;
}
