import { arrayOf } from '../../text/json.js';
import { compressed, decompressed } from '../stored/stored-text.js';

/** Notion's ids as they are written with dashes. */
const DASHED_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** Ids take most of a short row's room: those of Notion are stored as their sixteen bytes. */
export function storedId(id: string): Uint8Array | string {
  return DASHED_ID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;
}

/** The id as it was given. */
export function readId(stored: unknown): string {
  if (typeof stored === 'string') {
    return stored;
  }
  const hex = bytesOf(stored).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A text as it is stored: as it is, or compressed where that is shorter. */
export function storedText(text: string): Uint8Array | string {
  return compressed(Buffer.from(text, 'utf8')) ?? text;
}

/** The text. */
export function readText(stored: unknown): string {
  return typeof stored === 'string' ? stored : decompressed(bytesOf(stored));
}

/** The time, ISO 8601 in UTC. */
export function readTime(stored: unknown): string {
  return new Date(Number(stored)).toISOString();
}

/** Headings, of a column with JSON or null. */
export function readHeadings(stored: unknown): readonly string[] {
  return stored === null ? [] : arrayOf(JSON.parse(textOf(stored))).map(String);
}

/** A column of text. */
export function textOf(stored: unknown): string {
  return typeof stored === 'string' ? stored : '';
}

/** A column of bytes, which libsql gives as a buffer without a view of it. */
export function bytesOf(stored: unknown): Buffer {
  return Buffer.from(stored as ArrayBuffer);
}
