import { fileKind, isHtml } from './file-kinds.js';
import { fileType } from './file-type.js';
import { runFileJob } from './run-file-job.js';
/** Bytes of the largest text; a PDF may be larger, for most of it is pictures. */
const MAX_TEXT_BYTES = 10_000_000;
/** Opens a file: an image as one that a model can look at, a text or PDF as the part of its text from a position on. */
export async function openFile({ bytes, name, contentType }, from, room, signal) {
    const type = fileType(bytes);
    const kind = fileKind(type, name);
    switch (type.kind) {
        case 'image': {
            const image = await runFileJob({ kind: 'image', bytes, mime: type.mime }, signal);
            return typeof image === 'string' ? { kind, closed: WHY_CLOSED[image] } : { kind, image };
        }
        case 'pdf': {
            const text = await runFileJob({ kind: 'pdf', bytes, from, room }, signal);
            return typeof text === 'string' ? { kind, closed: WHY_CLOSED[text] } : { kind, text, unit: 'page' };
        }
        case 'text': {
            if (bytes.length > MAX_TEXT_BYTES) {
                return { kind, closed: `Text of more than ${MAX_TEXT_BYTES / 1_000_000} MB is not read.` };
            }
            const html = isHtml(bytes, name, contentType);
            const { encoding } = type;
            const text = await runFileJob({ kind: 'text', bytes, encoding, isHtml: html, from, room }, signal);
            return typeof text === 'string'
                ? { kind, closed: WHY_CLOSED[text] }
                : { kind, text, unit: 'character' };
        }
        case 'other':
            return { kind, closed: 'Only images (PNG, JPEG, GIF, WebP), text and PDF files can be shown.' };
    }
}
const WHY_CLOSED = {
    damaged: 'It is damaged, or not what its first bytes say.',
    pixels: 'It has too many pixels to be shown.',
    password: 'It is protected with a password.',
    unreadable: 'It is damaged, or takes the server too long or too much memory to open.',
};
