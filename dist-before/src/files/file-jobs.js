import { htmlText } from './html-text.js';
import { partFrom } from './text-part.js';
/** Does the job. The libraries are loaded for the first job that needs them. */
export async function doFileJob(job) {
    switch (job.kind) {
        case 'image': {
            const { scaleImage } = await import('./scale-image.js');
            return scaleImage(job.bytes, job.mime);
        }
        case 'pdf': {
            const { pdfText } = await import('./pdf-text.js');
            return pdfText(job.bytes, job.from, job.room);
        }
        case 'text':
            return textPart(job);
    }
}
function textPart({ bytes, encoding, isHtml, from, room }) {
    const decoded = new TextDecoder(encoding).decode(bytes).replaceAll('\r\n', '\n');
    const text = isHtml ? htmlText(decoded) : decoded;
    const { part, end } = partFrom(text, from.at, room);
    return {
        text: part,
        total: text.length,
        ...(end < text.length ? { next: { page: 1, at: end } } : {}),
    };
}
