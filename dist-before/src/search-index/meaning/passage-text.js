import { createHash } from 'node:crypto';
/** Digests of texts: 128 bits tell apart more passages than any index has. */
const HASH_BYTES = 16;
/** What is embedded of a passage: on its own a text often does not say what it is about. */
export function embeddedText(title, { headings, text }) {
    return [title, headings.join(' › '), text].filter((part) => part !== '').join('\n');
}
/** The digest of that text, in hex. */
export function hashOfText(text) {
    return createHash('sha256')
        .update(text)
        .digest('hex')
        .slice(0, HASH_BYTES * 2);
}
