import { escapeText, oneLine } from '../rich-text/escape.js';
import { isHostedFile, KEPT_IN_NOTION, OPENED_WITH_TOOL } from '../rich-text/hosted-file.js';
import { destination, printAddress } from '../rich-text/link.js';
import { pageUrl } from '../notion-id.js';
/** Recordings can only be listened to in Notion. */
const SHOWN_BY_TOOL = new Set(['image', 'file', 'pdf']);
/** A block that is one line; '' when it has nothing to say to a reader. */
export function atomText(block) {
    switch (block.kind) {
        case 'divider':
            return '---';
        case 'table of contents':
        case 'breadcrumb':
            return `[${block.kind}]`;
        case 'media':
            return mediaText(block);
        case 'link':
            return linkText(block);
        case 'child page':
            return `📄 ${titleLink(block)}`;
        case 'child database':
            return `🗃️ ${titleLink(block)}${block.dataSource === undefined ? '' : ` (data source collection://${block.dataSource})`}`;
        case 'link to page':
        case 'link to database':
            return `→ ${titleLink(block)}`;
        case 'meeting notes':
            return meetingText(block);
        case 'omitted transcript':
            return '[transcript omitted]';
        case 'unloaded':
            return unloadedText(block);
        case 'unsupported':
            return `[${escapeText(oneLine(block.type.replaceAll('_', ' '))) || 'block'}: not available through Notion's API${opening(block.url)}]`;
        default:
            return '';
    }
}
function titleLink(block) {
    const title = escapeText(oneLine(block.title), 'label');
    return block.target === '' ? title : `[${title}](${pageUrl(block.target)})`;
}
function mediaText(block) {
    const caption = oneLine(block.caption);
    const name = escapeText(oneLine(block.name));
    if (block.url === '' || isHostedFile(block.url)) {
        const label = [block.media, name === '' ? '' : ` ${name}`, caption === '' ? '' : `: ${caption}`].join('');
        const remark = SHOWN_BY_TOOL.has(block.media) ? OPENED_WITH_TOOL : KEPT_IN_NOTION;
        return `[${label} ${remark}]`;
    }
    // A caption that contains a link cannot be the label of another link.
    const isLabel = caption !== '' && !caption.includes('](');
    const label = isLabel ? escapedBrackets(caption) : escapeText(oneLine(block.name), 'label');
    const rest = isLabel || caption === '' ? '' : ` ${caption}`;
    return block.media === 'image'
        ? `![${label}](${destination(block.url)})${rest}`
        : `[${[block.media, label].filter((part) => part !== '').join(': ')}](${destination(block.url)})${rest}`;
}
function escapedBrackets(text) {
    return text.replace(/\\.|[[\]]/g, (found) => (found.length === 1 ? `\\${found}` : found));
}
function linkText(block) {
    const caption = block.caption.trim() === '' ? '' : ` — ${oneLine(block.caption)}`;
    const address = block.url === '' ? 'no address' : printAddress(block.url);
    return `[${block.link}: ${address}${caption}]`;
}
function meetingText(block) {
    const title = block.text.trim() === '' ? '' : `: ${oneLine(block.text)}`;
    const details = block.details === '' ? '' : ` (${escapeText(block.details)})`;
    return `🎙️ Meeting notes${title}${details}`;
}
function unloadedText(block) {
    const type = block.reason === 'type' && block.type !== '' ? `${block.type}: ` : '';
    return `[${type}not loaded${opening(block.url)}]`;
}
function opening(url) {
    return url === '' ? '' : `; open ${printAddress(url)}`;
}
