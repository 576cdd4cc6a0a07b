import { fenceOf } from '../markdown-literal.js';
import { readListItem } from './dialect-list.js';
import { beginsBlock, dedented, indentationOf, isBlank, isRule, markerOf } from './dialect-lines.js';
import { readQuote } from './dialect-quote.js';
import { readSpecialLine } from './dialect-special.js';
import { readTable } from './dialect-table.js';
import { tagLines, readTags } from './dialect-tags.js';
/** Deeper nesting is nothing that people write; what is deeper is text. */
const MAX_DEPTH = 12;
/**
 * Markdown as the answers print it, as a document whose texts are still Markdown: CommonMark without lazy lines, with GFM's tables and
 * tasks, `- ▸` for toggles, a quote that begins with an emoji for a callout, and Notion's tags for the rest.
 */
export function readDialect(text) {
    return blocksOf(text.split(/\r\n?|\n/), 0);
}
function blocksOf(lines, depth) {
    const reader = {
        lines,
        at: 0,
        unclosed: new Set(),
        nested: (inner) => depth >= MAX_DEPTH
            ? [{ kind: 'paragraph', text: inner.join('\n').trim(), children: [] }]
            : blocksOf(inner, depth + 1),
    };
    const blocks = [];
    while (reader.at < lines.length) {
        if (isBlank(lines[reader.at])) {
            reader.at += 1;
        }
        else {
            for (const block of readBlock(reader, blocks.at(-1))) {
                blocks.push(block);
            }
        }
    }
    return blocks;
}
function readBlock(reader, before) {
    const line = reader.lines[reader.at] ?? '';
    const text = line.trim();
    const fence = fenceOf(line.trimStart());
    if (fence !== undefined) {
        return [readCode(reader, fence)];
    }
    if (text.startsWith('$$')) {
        return [readEquation(reader, text)];
    }
    const tagged = tagLines(reader);
    if (tagged !== undefined) {
        return readTags(tagged);
    }
    if (text.startsWith('|')) {
        const table = readTable(reader);
        if (table !== undefined) {
            return [table];
        }
    }
    if (isRule(text)) {
        reader.at += 1;
        return [{ kind: 'divider', children: [] }];
    }
    if (markerOf(text) !== undefined) {
        return [readListItem(reader, before)];
    }
    if (text.startsWith('>')) {
        return [readQuote(reader)];
    }
    const [, hashes, title = ''] = /^(#{1,6})(?:\s(.*))?$/.exec(text) ?? [];
    if (hashes !== undefined) {
        reader.at += 1;
        return [
            {
                kind: 'heading',
                level: Math.min(4, hashes.length),
                text: title.trimStart(),
                children: [],
            },
        ];
    }
    const special = readSpecialLine(text);
    if (special !== undefined) {
        reader.at += 1;
        return [special];
    }
    return [readParagraph(reader)];
}
function readParagraph(reader) {
    const { lines } = reader;
    const texts = [];
    do {
        texts.push((lines[reader.at] ?? '').trim());
        reader.at += 1;
    } while (reader.at < lines.length && continuesText(reader));
    return { kind: 'paragraph', text: texts.join('\n'), children: [] };
}
function continuesText(reader) {
    const text = (reader.lines[reader.at] ?? '').trim();
    return (text !== '' &&
        !beginsBlock(text) &&
        !(text.startsWith('<') && tagLines(reader, false) !== undefined) &&
        readSpecialLine(text) === undefined);
}
/** Code with its caption, up to the next fence of the same kind; what is never closed goes on to the end. */
function readCode(reader, fence) {
    const { lines } = reader;
    const first = lines[reader.at] ?? '';
    const columns = indentationOf(first);
    const code = [];
    let caption = '';
    reader.at += 1;
    while (reader.at < lines.length) {
        const line = lines[reader.at] ?? '';
        reader.at += 1;
        if (isClosing(line.trim(), fence)) {
            caption = readCaption(reader);
            break;
        }
        code.push(indentationOf(line) >= columns ? withoutColumns(line, columns) : line);
    }
    const language = first.trim().slice(fence.length).trim();
    return { kind: 'code', text: code.join('\n'), language, caption, children: [] };
}
/** What is said about code on the line below it. */
function readCaption(reader) {
    const [next = '', afterNext = ''] = reader.lines.slice(reader.at, reader.at + 2).map((line) => line.trim());
    // A long one is printed as a paragraph of its own.
    const [, caption] = /^\[caption: (.+)\]$/.exec(next === '' ? afterNext : next) ?? [];
    reader.at += caption === undefined ? 0 : next === '' ? 2 : 1;
    return caption ?? '';
}
function isClosing(text, fence) {
    return text.length >= fence.length && text === (fence[0] ?? '').repeat(text.length);
}
/** Code keeps its own tabs. */
function withoutColumns(line, columns) {
    return columns === 0 ? line : dedented(line, columns);
}
/** An equation between two lines of `$$`, or on one line between them. */
function readEquation(reader, text) {
    const { lines } = reader;
    const single = /^\$\$(.+)\$\$$/.exec(text)?.[1];
    if (single !== undefined) {
        reader.at += 1;
        return { kind: 'equation', expression: single.trim(), children: [] };
    }
    const end = text === '$$' ? lines.findIndex((line, at) => at > reader.at && line.trim() === '$$') : -1;
    if (end < 0) {
        reader.at += 1;
        return { kind: 'paragraph', text, children: [] };
    }
    const expression = lines.slice(reader.at + 1, end).map((line) => line.trim());
    reader.at = end + 1;
    return { kind: 'equation', expression: expression.join('\n'), children: [] };
}
