import { noNames } from '../../names.js';
import { documentFromMarkdown } from '../from-markdown.js';
import { isContainer } from '../markdown-container.js';
import { isBlockLeaf } from '../markdown-leaf.js';
import { readTag } from '../markdown-tag.js';
const TAGS = /<(\/?)([a-z][\w-]*)(?=[\s>/])[^<>]*?(\/?)>/gi;
/** The lines of a block that begins with a tag; undefined if the next line begins with none, or it is not closed. */
export function tagLines(reader, takes = true) {
    const { lines } = reader;
    const line = lines[reader.at]?.trimStart() ?? '';
    const tag = readTag(line, 0);
    if (tag === undefined || tag.form === 'close' || !isBlockTag(tag)) {
        return undefined;
    }
    const end = endOf(tag, reader);
    if (end === undefined) {
        return undefined;
    }
    const taken = lines.slice(reader.at, end + 1);
    if (takes) {
        reader.at = end + 1;
    }
    return taken;
}
/** Between tags the text is Notion's Markdown, where each line is a block and tabs nest. */
export function readTags(lines) {
    return documentFromMarkdown(lines.join('\n'), noNames, [], { render: (raw) => raw });
}
function isBlockTag({ name }) {
    return isContainer(name) || isBlockLeaf(name) || name === 'table';
}
/** The line with the tag that closes this one. */
function endOf({ form, written }, { lines, at: begin, unclosed }) {
    if (form === 'empty' ||
        (form === 'open' && isBlockLeaf(written) && !hasClose(written, lines[begin] ?? ''))) {
        return begin;
    }
    if (unclosed.has(written)) {
        return undefined;
    }
    let open = 0;
    for (let at = begin; at < lines.length; at += 1) {
        for (const [, closing, name = '', empty] of (lines[at] ?? '').matchAll(TAGS)) {
            if (name.toLowerCase() === written.toLowerCase()) {
                open += closing === '/' ? -1 : empty === '/' ? 0 : 1;
            }
        }
        if (open <= 0) {
            return at;
        }
    }
    unclosed.add(written);
    return undefined;
}
function hasClose(name, line) {
    return line.includes(`</${name}>`);
}
