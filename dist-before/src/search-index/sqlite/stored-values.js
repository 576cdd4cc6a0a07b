import { arrayOf } from '../../text/json.js';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
/** Notion's ids as they are written with dashes. */
const DASHED_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
/** Shorter texts gain nothing from being compressed. */
const MIN_COMPRESSED_BYTES = 120;
/** Ids take most of a short row's room: those of Notion are stored as their sixteen bytes. */
export function storedId(id) {
    return DASHED_ID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;
}
/** The id as it was given. */
export function readId(stored) {
    if (typeof stored === 'string') {
        return stored;
    }
    const hex = bytesOf(stored).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
/** A text as it is stored: as it is, or compressed where that is shorter. */
export function storedText(text) {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length < MIN_COMPRESSED_BYTES) {
        return text;
    }
    const compressed = deflateRawSync(bytes);
    return compressed.length < bytes.length ? compressed : text;
}
/** The text. */
export function readText(stored) {
    return typeof stored === 'string' ? stored : inflateRawSync(bytesOf(stored)).toString('utf8');
}
/** The time, ISO 8601 in UTC. */
export function readTime(stored) {
    return new Date(Number(stored)).toISOString();
}
/** Null for the address that follows from the id. */
export function storedUrl(url, id) {
    return url === usualUrl(id) ? null : url;
}
/** The address. */
export function readUrl(stored, id) {
    return stored === null ? usualUrl(id) : textOf(stored);
}
function usualUrl(id) {
    return `https://www.notion.so/${id.replaceAll('-', '')}`;
}
/** Headings, of a column with JSON or null. */
export function readHeadings(stored) {
    return stored === null ? [] : arrayOf(JSON.parse(textOf(stored))).map(String);
}
/** A column of text. */
export function textOf(stored) {
    return typeof stored === 'string' ? stored : '';
}
/** A column of bytes, which libsql gives as a buffer without a view of it. */
export function bytesOf(stored) {
    return Buffer.from(stored);
}
