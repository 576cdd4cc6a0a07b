import { containerBlock } from './markdown-container.js';
import { leafBlock } from './markdown-leaf.js';
import { readSuffix, readTag } from './markdown-tag.js';
import { tableBlock } from './markdown-table.js';
/** A block written as a tag, or `undefined` when the next line does not start with a block tag. */
export function tagBlock(parser) {
    const line = parser.lines.peek();
    if (line === undefined || !/^\s*(?:<|:::)/.test(line.text)) {
        return undefined;
    }
    const colons = colonTag(line.text.trim());
    if (colons !== undefined) {
        return containerBlock(parser, colons, { depth: line.depth, rest: '', closing: ':::' });
    }
    const source = readSuffix(line.text.trim()).text;
    const tag = readTag(source, 0);
    if (tag === undefined || tag.form === 'close') {
        return undefined;
    }
    const rest = source.slice(tag.end);
    if (tag.name === 'table') {
        parser.lines.take();
        return [tableBlock(parser, tag, rest)];
    }
    const label = labelOf(tag, rest.trimEnd());
    const leaf = label === undefined ? undefined : leafBlock(tag, label, parser);
    if (leaf === undefined) {
        return containerBlock(parser, tag, {
            depth: line.depth,
            rest,
            closing: tag.name,
            ...(label === undefined ? {} : { label }),
        });
    }
    parser.lines.take();
    return [{ ...leaf, children: parser.below(line.depth) }];
}
// `::: callout {icon="💡"}` says the same as `<callout icon="💡">`.
function colonTag(source) {
    const { text, attributes } = readSuffix(source);
    const name = /^:::\s*([a-z][a-z_-]*)$/.exec(text)?.[1];
    return name === undefined
        ? undefined
        : { name: name.replaceAll('_', '-'), written: name, form: 'open', attributes, end: text.length };
}
// The text between a tag and its closing tag on the same line; `undefined` when it does not end with the line.
function labelOf(tag, rest) {
    if (tag.form === 'empty') {
        return rest === '' ? '' : undefined;
    }
    const at = rest.lastIndexOf('</');
    const close = at < 0 ? undefined : readTag(rest, at);
    if (close?.name !== tag.name || close.end !== rest.length) {
        return undefined;
    }
    const label = rest.slice(0, at);
    // Two of them on one line are inline text.
    return label.includes(rest.slice(at)) ? undefined : label;
}
