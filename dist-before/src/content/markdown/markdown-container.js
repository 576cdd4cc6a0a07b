import { meetingSection } from '../meeting-section.js';
import { escapeText, oneLine } from '../rich-text/escape.js';
import { printAddress } from '../rich-text/link.js';
import { anchorFromUrl, idFromUrl } from '../notion-id.js';
import { attribute } from './markdown-tag.js';
import { isBlockLeaf } from './markdown-leaf.js';
import { noteUnknownTag } from './unknown-tags.js';
const transparent = (_, children) => children;
const heading = (level) => (_, children) => [{ kind: 'heading', level, ...hoisted(children) }];
const BUILDERS = {
    callout: (tag, children) => [{ kind: 'callout', icon: icon(tag), ...hoisted(children) }],
    details: (_, children, title) => [{ kind: 'toggle', text: title, children }],
    toggle: (tag, children) => {
        const level = Number(attribute(tag, 'heading').replace('h', ''));
        const isHeading = level === 1 || level === 2 || level === 3 || level === 4;
        return [
            isHeading ? { kind: 'heading', level, ...hoisted(children) } : { kind: 'toggle', ...hoisted(children) },
        ];
    },
    columns: (_, children) => [{ kind: 'columns', children }],
    column: (_, children) => [{ kind: 'column', children }],
    'synced-block': (_, children) => [{ kind: 'synced', children }],
    'synced-block-reference': (tag, children) => [
        { kind: 'synced', children: children.length === 0 ? originalOf(tag) : children },
    ],
    tabs: (_, children) => [{ kind: 'tabs', children }],
    tab: (tag, children) => {
        const title = escapeText(attribute(tag, 'title', 'label', 'name'));
        return [
            { kind: 'tab', icon: icon(tag), ...(title === '' ? hoisted(children) : { text: title, children }) },
        ];
    },
    'meeting-notes': (_, children) => [{ kind: 'meeting notes', details: '', ...hoisted(children) }],
    summary: (_, children) => meetingSection('Summary', children),
    notes: (_, children) => meetingSection('Notes', children),
    transcript: (_, children, _title, { transcripts }) => transcripts || children.length === 0
        ? meetingSection('Transcript', children)
        : [{ kind: 'omitted transcript', children: [] }],
    p: (_, children) => [{ kind: 'paragraph', ...hoisted(children) }],
    h1: heading(1),
    h2: heading(2),
    h3: heading(3),
    h4: heading(4),
    quote: (_, children) => [{ kind: 'quote', ...hoisted(children) }],
    todo: (tag, children) => [
        { kind: 'to-do', checked: attribute(tag, 'checked') === 'true', ...hoisted(children) },
    ],
    ul: transparent,
    ol: (_, children) => children.map((item) => (item.kind === 'bullet' ? { ...item, kind: 'numbered' } : item)),
    li: (_, children) => [{ kind: 'bullet', ...hoisted(children) }],
};
const CONTAINERS = new Map(Object.entries(BUILDERS));
/** A copy that shows nothing: what it is a copy of may still be readable. */
function originalOf(tag) {
    const url = attribute(tag, 'url');
    const id = anchorFromUrl(url) ?? idFromUrl(url);
    return id === undefined ? [] : [{ kind: 'unloaded', id, reason: 'truncated', type: '', url, children: [] }];
}
/** Whether blocks stand between tags of this name. */
export function isContainer(name) {
    return CONTAINERS.has(name);
}
// Tags of a line of text: a line that begins with one is a paragraph.
const INLINE = /^(?:br|span|u|unknown|mention(?:-[a-z-]+)?|date|page|database|equation)$/;
/** A tag with blocks in it, or `undefined` when the tag belongs to a line of text. */
export function containerBlock(parser, tag, place) {
    const build = CONTAINERS.get(tag.name);
    if (build === undefined && !isUnknownContainer(tag, place)) {
        return undefined;
    }
    parser.lines.take();
    const title = tag.name === 'details' ? takeSummary(parser, place) : { text: '', rest: place.rest };
    const children = [...parser.nested(place.label === undefined ? title.rest : (title.label ?? place.label))];
    if (place.label === undefined && tag.form === 'open') {
        for (const block of parser.untilClosed(place.closing, place.depth)) {
            children.push(block);
        }
    }
    if (build === undefined) {
        // A file whose caption has line breaks is shown like this too, but nothing about it is unknown.
        if (!isBlockLeaf(tag.name)) {
            noteUnknownTag(parser.source.unknownTags, tag.name);
        }
        return [unknownContainer(tag, children)];
    }
    return build(tag, children, parser.render(title.text), parser.source);
}
function isUnknownContainer(tag, place) {
    const isAlone = place.rest.trim() === '';
    const isNamed = tag.attributes.size > 0 || tag.name.includes('-');
    return !INLINE.test(tag.name) && (isAlone || (isNamed && place.label !== undefined));
}
// A block type newer than this server: its name, title, address and everything in it are shown.
function unknownContainer(tag, children) {
    const url = attribute(tag, 'url', 'src', 'source');
    const details = [escapeText(attribute(tag, 'title', 'name')), url === '' ? '' : printAddress(url)];
    const shown = [tag.name.replaceAll('-', ' '), ...details.filter((detail) => detail !== '')];
    return { kind: 'paragraph', text: `[${shown.join(': ')}]`, children };
}
// The title of a toggle, on the line of its tag or on the next ones.
function takeSummary({ lines }, place) {
    const source = place.label ?? place.rest;
    const inline = /^\s*<summary[^<>]*>([\s\S]*?)<\/summary>/.exec(source);
    if (inline !== null) {
        const rest = source.slice(inline[0].length);
        return { text: inline[1] ?? '', rest, label: rest };
    }
    if (place.label !== undefined ||
        source.trim() !== '' ||
        !/^\s*<summary[\s>]/.test(lines.peek()?.text ?? '')) {
        return { text: '', rest: source };
    }
    const first = lines.peek()?.text.trim() ?? '';
    const taken = first.endsWith('</summary>')
        ? [lines.take()?.text.trim() ?? '']
        : (lines.takeUntil('</summary>', (raw) => raw.trimEnd().endsWith('</summary>'), true) ?? [
            lines.take()?.text ?? '',
        ]);
    return { text: oneLine(taken.join('\n').replace(/<\/?summary[^<>]*>/g, '')), rest: '' };
}
// The text of such a block is its first paragraph; the markdown has no other place for it.
function hoisted(children) {
    const [first, ...rest] = children;
    return first?.kind === 'paragraph'
        ? { text: first.text, children: [...first.children, ...rest] }
        : { text: '', children: [...children] };
}
/** An emoji, or the name of one, such as `:party:`; an address says nothing to a reader. */
function icon(tag) {
    const value = attribute(tag, 'icon');
    return /[/.]|^[a-z][a-z0-9+-]*:/i.test(value) ? '' : value;
}
