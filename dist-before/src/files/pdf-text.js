import { getDocumentProxy } from 'unpdf';
import { partFrom } from './text-part.js';
/** Pages read for one part: a scanned document has thousands without a word. */
const MAX_PAGES_PER_PART = 50;
/** Pixels of a picture in a PDF beyond which it is not decoded. Only text is read. */
const MAX_PICTURE_PIXELS = 1;
/** The text of a PDF from a position on, up to `room` characters. Nothing is rendered, and no code of the file is run. */
export async function pdfText(bytes, from, room) {
    let pdf;
    try {
        pdf = await getDocumentProxy(new Uint8Array(bytes), {
            isEvalSupported: false,
            disableFontFace: true,
            useSystemFonts: false,
            useWorkerFetch: false,
            enableXfa: false,
            maxImageSize: MAX_PICTURE_PIXELS,
            verbosity: 0,
        });
    }
    catch (error) {
        return error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged';
    }
    const last = Math.min(pdf.numPages, from.page + MAX_PAGES_PER_PART - 1);
    const parts = [];
    let { page, at } = from;
    for (let left = room; page <= last && left > 0;) {
        const whole = await pageText(pdf, page);
        const { part, end } = partFrom(whole, at, left);
        parts.push(at === 0 ? `--- page ${page} ---\n${part}` : part);
        left -= part.length;
        [page, at] = end === whole.length ? [page + 1, 0] : [page, end];
    }
    return {
        text: parts.join('\n\n'),
        total: pdf.numPages,
        ...(page <= pdf.numPages ? { next: { page, at } } : {}),
    };
}
/** The words of a page in the order of the file, line by line. */
async function pageText(pdf, number) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
        .trim();
}
