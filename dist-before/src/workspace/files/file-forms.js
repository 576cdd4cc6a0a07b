import { atomText } from '../../content/print/print-atom.js';
import { titleText } from '../../content/print/title-text.js';
import { escapeText, oneLine } from '../../content/rich-text/escape.js';
/** Kinds that a page prints in its text, as what they are. */
const MEDIA = new Set(['image', 'video', 'audio', 'file', 'pdf']);
/**
 * Everything that our answers print for a file, so that each of it is accepted back: the list's line, with and without its
 * kind; what the text of a page says, whole or the part between kind and remark; the name as it is escaped there.
 */
export function printedForms({ media, name, caption, url }) {
    const named = name === '' ? [] : [escapeText(oneLine(name)), titleText(name)];
    const listed = [...named, ''].map((label) => `${label}${caption === '' ? '' : `: ${titleText(caption)}`}`);
    const whole = isMedia(media) ? atomText({ kind: 'media', media, name, caption, url, children: [] }) : '';
    const inner = whole.replace(/^\[[a-z]+ /, '').replace(/ \([^()]*\)\]$/, '');
    return [whole, inner, ...listed, ...listed.map((label) => `${media} ${label}`), ...named].filter((form) => form.trim() !== '');
}
function isMedia(media) {
    return MEDIA.has(media);
}
