import { fileNameFromUrl } from '../rich-text/hosted-file.js';
import { nameOfTarget } from '../rich-text/mention.js';
import { plainMarkdownText } from './markdown-inline.js';
import { attribute } from './markdown-tag.js';
import { anchorFromUrl, blockUrl, idFromUrl } from '../notion-id.js';
const WITHOUT_TEXT = new Set([
    'empty-block',
    'table-of-contents',
    'breadcrumb',
    'divider',
    'hr',
]);
/** Whether a tag of this name is always a block. A page or a database may also be mentioned within a line. */
export function isBlockLeaf(name) {
    return WITHOUT_TEXT.has(name) || MEDIA.has(name) || LINKS.has(name);
}
/** A tag that is a whole block on its line, such as `<page url="…">Title</page>`; `undefined` for every other tag. */
export function leafBlock(tag, label, parser) {
    const { names, unloaded } = parser.source;
    const url = attribute(tag, 'url', 'src', 'source');
    const children = [];
    switch (tag.name) {
        case 'empty-block':
            return { kind: 'paragraph', text: '', children };
        case 'p':
            return tag.form === 'empty' ? { kind: 'paragraph', text: '', children } : undefined;
        case 'table-of-contents':
            return { kind: 'table of contents', children };
        case 'breadcrumb':
        case 'divider':
            return { kind: tag.name, children };
        case 'hr':
            return { kind: 'divider', children };
        case 'equation':
            return { kind: 'equation', expression: label.trim(), children };
        case 'page': {
            const target = idFromUrl(url);
            const title = plainMarkdownText(label, names).trim() || 'Untitled';
            return target === undefined ? undefined : { kind: 'child page', target, title, children };
        }
        case 'database':
            return databaseBlock(tag, url, plainMarkdownText(label, names).trim() || 'Untitled', names);
        case 'unknown':
            return unknownBlock(tag, unloaded);
        default: {
            const caption = parser.render(label);
            return mediaBlock(tag, url, caption) ?? linkBlock(tag, url, caption);
        }
    }
}
const MEDIA = new Map([
    ['image', 'image'],
    ['img', 'image'],
    ['audio', 'audio'],
    ['video', 'video'],
    ['file', 'file'],
    ['pdf', 'pdf'],
]);
const LINKS = new Map([
    ['bookmark', 'bookmark'],
    ['embed', 'embed'],
    ['link-preview', 'link preview'],
]);
/** A linked view often has no title of its own; then that of the data source it shows stands for it. */
function databaseBlock(tag, url, label, names) {
    const target = idFromUrl(url);
    const dataSource = idFromUrl(attribute(tag, 'data-source-url'));
    if (dataSource === undefined) {
        return target === undefined ? undefined : { kind: 'child database', target, title: label, children: [] };
    }
    const title = nameOfTarget('data source', dataSource, label, names);
    return { kind: 'child database', target: target ?? '', title, dataSource, children: [] };
}
function mediaBlock(tag, url, caption) {
    const media = MEDIA.get(tag.name);
    const name = attribute(tag, 'name') || fileNameFromUrl(url);
    return media === undefined ? undefined : { kind: 'media', media, name, caption, url, children: [] };
}
function linkBlock(tag, url, caption) {
    const link = LINKS.get(tag.name);
    return link === undefined ? undefined : { kind: 'link', link, url, caption, children: [] };
}
// Types that the markdown endpoint cannot print although the block endpoint can read them.
const READABLE_AS_BLOCK = new Set(['bookmark', 'embed', 'link preview', 'template']);
// The name of a subtree that was not loaded, if it has one.
const SUBTREE = new Set(['', 'page', 'block', 'database']);
function unknownBlock(tag, unloaded) {
    const url = attribute(tag, 'url');
    const type = attribute(tag, 'alt').replaceAll('_', ' ');
    const id = anchorFromUrl(url) ?? idFromUrl(url);
    const children = [];
    if (type === 'breadcrumb') {
        return { kind: 'breadcrumb', children };
    }
    if (id === undefined) {
        return { kind: 'unsupported', type, url: '', children };
    }
    if (READABLE_AS_BLOCK.has(type)) {
        return { kind: 'unloaded', id, reason: 'type', type, url, children };
    }
    return unloaded.has(id) || SUBTREE.has(type)
        ? { kind: 'unloaded', id, reason: 'truncated', type, url, children }
        : { kind: 'unsupported', id, type, url: blockUrl(idFromUrl(url) ?? '', id), children };
}
