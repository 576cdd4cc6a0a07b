import { withRawText } from '../raw-text.js';
import { isPlainLine } from './markdown-inline.js';
import { fileNameFromUrl } from '../rich-text/hosted-file.js';
import { codeBlock, equationBlock, pipeTable } from './markdown-literal.js';
import { indexDelimiters } from './markdown-delimiters.js';
import { parseMarkdown } from './markdown-parser.js';
import { readSuffix } from './markdown-tag.js';
import { tagBlock } from './markdown-block-tag.js';
import { separateBlockTags } from './separate-tags.js';
import { revealInvisible } from '../../text/invisible.js';
/**
 * Enhanced markdown, as Notion's markdown endpoint returns it, as a document. Both versions of the format are read; what is
 * malformed is shown as the text it is. `unknownBlockIds` are those of the same answer: they distinguish a subtree that was
 * not loaded from a block that cannot be printed. By default it is the text of no known page, without transcripts.
 */
export function documentFromMarkdown(markdown, names, unknownBlockIds = [], { page = '', transcripts = false, unknownTags = new Set(), render, } = {}) {
    const source = { names, page, transcripts, unknownTags, unloaded: new Set(unknownBlockIds), render };
    // Other kinds of line break are part of a block's text and must not start a new block.
    return parseMarkdown(separateBlockTags(revealInvisible(markdown, ' ')), source, readBlock);
}
function readBlock(parser) {
    const special = codeBlock(parser) ?? equationBlock(parser) ?? tagBlock(parser) ?? pipeTable(parser);
    if (special !== undefined) {
        return special;
    }
    const line = parser.lines.take();
    if (line === undefined) {
        return [];
    }
    const text = continued(line.text, parser);
    const children = [];
    const block = lineBlock(text, children, parser);
    // Read after the line itself, so that names are asked for in reading order.
    for (const child of parser.below(line.depth)) {
        children.push(child);
    }
    return [block];
}
// A backslash at the end of a line is a line break inside the block (version 2); a literal one is written twice.
function continued(first, parser) {
    const parts = [];
    let line = first;
    while (endsInSingleBackslash(line) && parser.lines.peek() !== undefined) {
        parts.push(line.slice(0, -1));
        line = parser.lines.take()?.text ?? '';
    }
    return [...parts, line].join('<br>');
}
function endsInSingleBackslash(line) {
    let start = line.length;
    while (line[start - 1] === '\\') {
        start -= 1;
    }
    return (line.length - start) % 2 === 1;
}
// The second part of each begins with spaces that are not part of the text.
const HEADING = /^(#{1,6})(\s.*)?$/s;
const TO_DO = /^[-*+]\s+\[([ xX]?)\](\s.*)?$/s;
const BULLET = /^[-*+](\s.*)?$/s;
const NUMBERED = /^(\d{1,9})[.)](\s.*)?$/s;
const QUOTE = /^>\s?(.*)$/s;
function textAfter(rest = '') {
    return rest.trimStart();
}
function lineBlock(line, children, { render }) {
    const { text } = readSuffix(line);
    const [, hashes, title] = HEADING.exec(text) ?? [];
    if (hashes !== undefined) {
        return withText({ kind: 'heading', level: headingLevel(hashes.length), children }, textAfter(title), render);
    }
    if (/^(?:---+|\*\*\*|___)\s*$/.test(text)) {
        return { kind: 'divider', children };
    }
    const [, check, task] = TO_DO.exec(text) ?? [];
    if (check !== undefined) {
        return withText({ kind: 'to-do', checked: check.toLowerCase() === 'x', children }, textAfter(task), render);
    }
    const bullet = BULLET.exec(text);
    if (bullet !== null) {
        return withText({ kind: 'bullet', children }, textAfter(bullet[1]), render);
    }
    const [, number, item] = NUMBERED.exec(text) ?? [];
    if (number !== undefined) {
        const start = number === '1' ? {} : { start: Number(number) };
        return withText({ kind: 'numbered', ...start, children }, textAfter(item), render);
    }
    const quote = QUOTE.exec(text);
    if (quote !== null) {
        return withText({ kind: 'quote', children }, quote[1] ?? '', render);
    }
    const image = imageBlock(text, render);
    return image === undefined
        ? withText({ kind: 'paragraph', children }, text, render)
        : { ...image, children };
}
/** What has a tag may name people and pages, which must be known before anything is shown; a citation may leave nothing. */
const RENDERED_AT_ONCE = /<|\[\^/;
const SHOWN = /[\p{L}\p{N}]/u;
/** The block with its text, which is rendered now only where that is needed now. */
function withText(block, raw, render) {
    return isPlainLine(raw) || RENDERED_AT_ONCE.test(raw) || !SHOWN.test(raw)
        ? { ...block, text: render(raw) }
        : withRawText(block, raw, render);
}
function imageBlock(line, render) {
    const text = line.trim();
    const found = text.startsWith('![') ? indexDelimiters(text).link(1) : undefined;
    if (found?.end !== text.length) {
        return undefined;
    }
    const { url } = found;
    return {
        kind: 'media',
        media: 'image',
        name: fileNameFromUrl(url),
        caption: render(found.label),
        url,
    };
}
/** Notion has four levels; deeper ones count as the fourth. */
function headingLevel(hashes) {
    return hashes === 1 || hashes === 2 || hashes === 3 ? hashes : 4;
}
