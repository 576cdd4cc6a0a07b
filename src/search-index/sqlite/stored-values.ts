import { bytesOfId, idOfBytes } from '../stored/stored-id.js';
import { compressed, decompressed } from '../stored/stored-text.js';

/** An id: those of Notion as their bytes. */
export function storedId(id: string): Uint8Array | string {
  return bytesOfId(id) ?? id;
}

/** The id as it was given. */
export function readId(stored: unknown): string {
  return typeof stored === 'string' ? stored : idOfBytes(bytesOf(stored));
}

/** A text as it is stored: as it is, or compressed where that is shorter. */
export function storedText(text: string): Uint8Array | string {
  return compressed(Buffer.from(text, 'utf8')) ?? text;
}

/** The text. */
export function readText(stored: unknown): string {
  return typeof stored === 'string' ? stored : decompressed(bytesOf(stored));
}

/** A column of text. */
export function textOf(stored: unknown): string {
  return typeof stored === 'string' ? stored : '';
}

/** A column of bytes, which libsql gives as a buffer without a view of it. */
export function bytesOf(stored: unknown): Buffer {
  return Buffer.from(stored as ArrayBuffer);
}
