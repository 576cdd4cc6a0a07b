import { parseInline } from './inline.js';
import { leaf, openLine } from './line-block.js';
import { LineCursor, withoutTabs } from './line-cursor.js';
import { fileOf, iconOf, mediaOf, plain } from './media.js';
import { parseTable } from './table.js';
import { colorOf, idOfUrl, readTag } from './tags.js';
/** Levels of children; what is indented further lies beside the last of them. */
const MAX_DEPTH = 60;
/** The blocks of enhanced Markdown (v1). Nothing is refused: what is no block is a paragraph. */
export function parseBlocks(workspace, text) {
    return new BlockParser(workspace, new LineCursor(text)).siblings(0, undefined);
}
class BlockParser {
    #workspace;
    #lines;
    constructor(workspace, lines) {
        this.#workspace = workspace;
        this.#lines = lines;
    }
    /** Blocks beside each other: to the line that closes them or, without one, to a line that is indented less. */
    siblings(depth, close) {
        const lines = this.#lines;
        const blocks = [];
        for (lines.skipBlank(); !lines.isAtEnd; lines.skipBlank()) {
            if (close !== undefined && lines.raw.trim() === close) {
                lines.skip();
                break;
            }
            if (close === undefined && lines.indent < depth) {
                break;
            }
            blocks.push(...this.#block(depth, blocks.at(-1)));
        }
        return blocks;
    }
    #block(depth, before) {
        const lines = this.#lines;
        const start = lines.at;
        const line = withoutTabs(lines.raw, Infinity).trimEnd();
        lines.skip();
        const opened = this.#open(line, depth, before);
        if (opened === undefined) {
            return [];
        }
        const { is, close, isLeaf = false, children: own = [] } = opened;
        let below = [];
        if (close !== undefined) {
            below = this.siblings(depth + 1, close);
        }
        else if (!isLeaf && depth < MAX_DEPTH) {
            lines.skipBlank();
            below = lines.isAtEnd || lines.indent <= depth ? [] : this.siblings(depth + 1, undefined);
        }
        const source = lines.sourceSince(start, depth);
        return [finish(is, [...own, ...below], source)];
    }
    #open(line, depth, before) {
        if (line.startsWith('```')) {
            const text = this.#lines.until('```').join('\n');
            const language = line.slice(3).trim() || 'plain text';
            const content = { type: 'code', text: plain(text), caption: [], language };
            return { is: { kind: 'block', content }, isLeaf: true };
        }
        if (line === '$$') {
            const inside = this.#lines.until('$$').map((each) => withoutTabs(each, depth));
            return leaf({ type: 'equation', expression: inside.join('\n') });
        }
        const tag = line.startsWith('<') ? readTag(line) : undefined;
        return ((tag && !tag.isClosing ? this.#openTag(tag, line) : undefined) ??
            openLine(this.#workspace, line, before));
    }
    #openTag(tag, line) {
        const workspace = this.#workspace;
        const text = (spans) => parseInline(workspace, spans);
        const close = `</${tag.name}>`;
        const rest = line.slice(tag.end);
        const inside = rest.endsWith(close) ? rest.slice(0, -close.length) : undefined;
        const color = colorOf(tag);
        const colored = color === undefined ? {} : { color };
        switch (tag.name) {
            case 'empty-block':
                return leaf({ type: 'paragraph', text: [] });
            case 'table_of_contents':
                return leaf({ type: 'table_of_contents', ...colored });
            case 'table': {
                const body = inside === undefined ? [rest, ...this.#lines.until(close)].join('\n') : inside;
                return { ...parseTable(workspace, tag, body), isLeaf: true };
            }
            case 'callout': {
                const icon = iconOf(workspace, tag.attributes.get('icon'));
                const content = { type: 'callout', text: text(inside ?? rest), icon, ...colored };
                return container(content, inside === undefined && !tag.isSelfClosing ? close : undefined);
            }
            case 'details': {
                const summary = inside === undefined ? this.#summary(rest) : summaryIn(inside);
                const content = { type: 'toggle', text: text(summary), ...colored };
                return container(content, inside === undefined ? close : undefined);
            }
            case 'columns':
                return container({ type: 'column_list' }, close);
            case 'column':
                return container({ type: 'column' }, close);
            case 'tabs':
                return container({ type: 'tab' }, close);
            case 'tab': {
                const icon = iconOf(workspace, tag.attributes.get('icon'));
                const title = plain(tag.attributes.get('title') ?? '');
                return container({ type: 'paragraph', text: title, ...(icon && { icon }) }, close);
            }
            case 'synced_block':
                return container({ type: 'synced_block', original: null }, close);
            case 'synced_block_reference': {
                this.siblings(0, close);
                const original = idOfUrl(tag.attributes.get('url') ?? '') ?? null;
                return leaf({ type: 'synced_block', original });
            }
            case 'page':
            case 'database':
            case 'unknown': {
                const id = idOfUrl(tag.attributes.get('url') ?? '');
                if (id === undefined) {
                    return tag.name === 'page'
                        ? { is: { kind: 'new_page', title: text(inside ?? '') }, isLeaf: true }
                        : undefined;
                }
                return { is: { kind: 'existing', id }, isLeaf: true };
            }
            case 'audio':
            case 'video':
            case 'file':
            case 'pdf': {
                const source = fileOf(workspace, tag.attributes.get('src') ?? '');
                return leaf(mediaOf(tag.name, source, text(inside ?? '')));
            }
            case 'meeting-notes':
                this.#lines.until(close);
                return leaf({ type: 'paragraph', text: [] });
            default:
                return undefined;
        }
    }
    #summary(rest) {
        const lines = this.#lines;
        if (rest.trim() === '') {
            lines.skipBlank();
            rest = lines.raw.trim();
            if (rest.startsWith('<summary>')) {
                lines.skip();
            }
        }
        return summaryIn(rest);
    }
}
function summaryIn(text) {
    const trimmed = text.trim();
    return trimmed.startsWith('<summary>') ? (trimmed.slice(9).split('</summary>', 1)[0] ?? '') : '';
}
function container(content, close) {
    const is = { kind: 'block', content };
    return close === undefined ? { is, isLeaf: true } : { is, close };
}
/** The first line in a callout is its own text. */
function finish(is, children, source) {
    const [first, ...others] = children;
    const isCallout = is.kind === 'block' && is.content.type === 'callout' && is.content.text.length === 0;
    if (isCallout && first?.is.kind === 'block' && first.is.content.type === 'paragraph') {
        const { text } = first.is.content;
        const content = { ...is.content, text };
        return { is: { kind: 'block', content }, children: [...first.children, ...others], source };
    }
    return { is, children, source };
}
