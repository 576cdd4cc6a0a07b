import { isContainer } from './markdown-container.js';
import { indexDelimiters, runLength } from './markdown-delimiters.js';
import { isBlockLeaf } from './markdown-leaf.js';
import { indexFences } from './markdown-lines.js';
import { fenceOf } from './markdown-literal.js';
import { readTag } from './markdown-tag.js';
/**
 * The same text with each tag of a block on a line of its own. Notion writes `<columns><column>Left</column>` on one line
 * as well, and tags in the middle of a line; what is read line by line would show them. Code, equations and tables stay as
 * they are.
 */
export function separateBlockTags(markdown) {
    const lines = markdown.split('\n');
    const skip = literalParts(lines);
    const separated = [];
    for (let at = 0; at < lines.length; at += 1) {
        const raw = lines[at] ?? '';
        const end = skip(raw, at);
        if (end !== undefined) {
            for (; at < end; at += 1) {
                separated.push(lines[at] ?? '');
            }
            separated.push(lines[end] ?? '');
        }
        else if (raw.includes('<') && !/^\s*(?:\||\$\$)/.test(raw)) {
            for (const piece of separateLine(raw)) {
                separated.push(piece);
            }
        }
        else {
            separated.push(raw);
        }
    }
    return separated.join('\n');
}
/** Finds the last line of code, an equation or a table that begins at a line. */
function literalParts(lines) {
    const fences = indexFences(lines);
    const equation = nextLine(lines, (raw) => raw.trim() === '$$');
    const table = nextLine(lines, (raw) => raw.trim() === '</table>');
    return (raw, at) => {
        const tabs = /^\t*/.exec(raw)?.[0].length ?? 0;
        const fence = fenceOf(raw.slice(tabs));
        if (fence !== undefined) {
            return fences.end(fence, tabs, at + 1) ?? lines.length - 1;
        }
        const text = raw.trim();
        if (text === '$$') {
            return equation(at + 1);
        }
        return /^<table[\s>]/i.test(text) && !text.includes('</table>') ? table(at + 1) : undefined;
    };
}
/** The next line at or after a position, which never decreases, that fits. */
function nextLine(lines, fits) {
    let found = -1;
    return (from) => {
        if (found < from) {
            found = from;
            while (found < lines.length && !fits(lines[found] ?? '')) {
                found += 1;
            }
        }
        return found < lines.length ? found : undefined;
    };
}
function separateLine(raw) {
    const endOf = endOfTags(raw);
    const indentation = /^\s*/.exec(raw)?.[0] ?? '';
    const pieces = [];
    let begun = 0;
    const cut = (from, to) => {
        for (const piece of [raw.slice(begun, from), raw.slice(from, to)]) {
            if (piece.trim() !== '') {
                pieces.push(indentation + piece.trim());
            }
        }
        begun = to;
    };
    for (const { tag, at } of tagsOf(raw)) {
        if (at >= begun && isBlockTag(tag)) {
            cut(at, keepsItsText(tag) ? endOf(tag) : tag.end);
        }
    }
    if (pieces.length === 0) {
        return [raw];
    }
    cut(raw.length, raw.length);
    return pieces.length === 1 ? [raw] : pieces;
}
/** The tags of a line outside code and without a backslash before them. */
function* tagsOf(line) {
    const sign = /[\\`<]/g;
    let index;
    for (let found = sign.exec(line); found !== null; found = sign.exec(line)) {
        const at = found.index;
        if (found[0] === '\\') {
            sign.lastIndex = at + 2;
        }
        else if (found[0] === '`') {
            const ticks = runLength(line, at);
            index ??= indexDelimiters(line);
            sign.lastIndex = (index.codeEnd(at, ticks) ?? at) + ticks;
        }
        else {
            const tag = readTag(line, at);
            if (tag !== undefined) {
                yield { tag, at };
                sign.lastIndex = tag.end;
            }
        }
    }
}
function isBlockTag(tag) {
    return isContainer(tag.name) || (tag.form !== 'close' && (isBlockLeaf(tag.name) || tag.name === 'table'));
}
/** A toggle's title, a caption and a table are read with their tags. */
function keepsItsText(tag) {
    return tag.form === 'open' && (tag.name === 'summary' || !isContainer(tag.name));
}
/** A tag that is not closed ends where it stands, but a table then goes on in the next lines. */
function endOfTags(line) {
    const missing = new Set();
    return ({ name, written, end }) => {
        const close = `</${written}>`;
        const at = missing.has(close) ? -1 : line.indexOf(close, end);
        if (at >= 0) {
            return at + close.length;
        }
        missing.add(close);
        return name === 'table' ? line.length : end;
    };
}
