import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { arrayOf } from '../../text/json.js';

/** Shorter texts gain nothing from being compressed. */
const MIN_COMPRESSED_BYTES = 120;

/** A text's bytes compressed; undefined where that is not shorter. */
export function compressed(text: Buffer): Buffer | undefined {
  if (text.length < MIN_COMPRESSED_BYTES) {
    return undefined;
  }
  const result = deflateRawSync(text);
  return result.length < text.length ? result : undefined;
}

/** The text of compressed bytes. */
export function decompressed(bytes: Uint8Array): string {
  return inflateRawSync(bytes).toString('utf8');
}

/** Null for the address that follows from the id. */
export function storedUrl(url: string, id: string): string | null {
  return url === usualUrl(id) ? null : url;
}

/** The address. */
export function readUrl(stored: unknown, id: string): string {
  return typeof stored === 'string' ? stored : usualUrl(id);
}

/** Headings as they are stored. */
export function storedHeadings(headings: readonly string[]): string | null {
  return headings.length === 0 ? null : JSON.stringify(headings);
}

/** The headings of a column. */
export function readHeadings(stored: unknown): readonly string[] {
  return typeof stored === 'string' ? arrayOf(JSON.parse(stored)).map(String) : [];
}

/** The time of a column with milliseconds, ISO 8601 in UTC. */
export function readTime(stored: unknown): string {
  return new Date(Number(stored)).toISOString();
}

function usualUrl(id: string): string {
  return `https://www.notion.so/${id.replaceAll('-', '')}`;
}
