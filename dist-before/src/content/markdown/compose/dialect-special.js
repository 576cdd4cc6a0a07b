import { escapeText } from '../../rich-text/escape.js';
import { fileNameFromUrl } from '../../rich-text/hosted-file.js';
import { indexDelimiters } from '../markdown-delimiters.js';
const ADDRESS = /^https?:\/\/\S+$/i;
const LINK = /^\[(bookmark|embed): (?:<([^<>\s]+)>|([^\s\]]+))(?: — (.*))?\]$/;
const MARKER = /^\[(table of contents|breadcrumb|toc)\]$/i;
const MEDIA = /^(video|audio|file|pdf)(?:: (.*))?$/s;
/** What is a block of its own on one line: a picture, a recording, a file, a bookmark, a table of contents. */
export function readSpecialLine(text) {
    if (!text.startsWith('[') && !text.startsWith('![')) {
        return undefined;
    }
    const marker = MARKER.exec(text)?.[1]?.toLowerCase();
    if (marker !== undefined) {
        return { kind: marker === 'breadcrumb' ? marker : 'table of contents', children: [] };
    }
    const [, link, bracketed, bare = '', caption = ''] = LINK.exec(text) ?? [];
    const url = bracketed ?? bare;
    if (link !== undefined && ADDRESS.test(url)) {
        return { kind: 'link', link: link, url, caption, children: [] };
    }
    return mediaOf(text);
}
function mediaOf(text) {
    const isImage = text.startsWith('!');
    const found = indexDelimiters(text).link(isImage ? 1 : 0);
    if (found === undefined || !ADDRESS.test(found.url)) {
        return undefined;
    }
    const below = text.slice(found.end).trim();
    const [, media, label = ''] = isImage ? [] : (MEDIA.exec(found.label) ?? []);
    const name = fileNameFromUrl(found.url);
    const shown = isImage ? found.label : label;
    // A caption with a link is printed behind the link to the file, whose text is then its name.
    const isNamed = below !== '' && below.includes('](') && shown === escapeText(name, 'label');
    if ((below !== '' && !isNamed) || (!isImage && media === undefined)) {
        return undefined;
    }
    return {
        kind: 'media',
        media: isImage ? 'image' : media,
        name,
        // Without a caption the name is printed in its place.
        caption: isNamed ? below : shown === name ? '' : shown,
        url: found.url,
        children: [],
    };
}
