import type { DocumentKind, IndexPassage, PassagePart } from '../document/document.js';
import type { JsonRecord } from '../../text/json.js';
import { bytesOfId, idOfBytes } from '../stored/stored-id.js';
import { compressed, decompressed, readHeadings } from '../stored/stored-text.js';

/** The first byte of an id tells how the others are to be read. */
const IS_DASHED = 0;
const IS_TEXT = 1;

const KINDS: Readonly<Record<DocumentKind, string>> = { page: 'p', row: 'r', database: 'd', comments: 'c' };
const PARTS: Readonly<Record<PassagePart, string>> = {
  text: 't',
  properties: 'p',
  description: 'd',
  comment: 'c',
};
const KINDS_BY_CODE = inverted(KINDS);
const PARTS_BY_CODE = inverted(PARTS);

/** An id in as few bytes as it needs: those of Notion in seventeen. */
export function idBytes(id: string): Buffer {
  const bytes = bytesOfId(id);
  return bytes === undefined
    ? Buffer.concat([Buffer.of(IS_TEXT), Buffer.from(id, 'utf8')])
    : Buffer.concat([Buffer.of(IS_DASHED), bytes]);
}

/** The id of a column. */
export function idOf(column: unknown): string {
  const bytes = column as Buffer; // The driver's value of `bytea`.
  return bytes[0] === IS_TEXT ? bytes.toString('utf8', 1) : idOfBytes(bytes.subarray(1));
}

/** A kind as a character. */
export function kindCode(kind: DocumentKind): string {
  return KINDS[kind];
}

/** The kind of a column. */
export function kindOf(column: unknown): DocumentKind {
  return KINDS_BY_CODE.get(String(column)) ?? 'page';
}

/** A part as a character. */
export function partCode(part: PassagePart): string {
  return PARTS[part];
}

/** A text: its bytes, compressed where that is shorter. */
export function bodyBytes(text: string): { readonly bytes: number; readonly body: Buffer } {
  const plain = Buffer.from(text, 'utf8');
  return { bytes: plain.length, body: compressed(plain) ?? plain };
}

/** The text of a row with `body`, and `bytes` that it has uncompressed. */
export function bodyOf(row: JsonRecord): string {
  const body = row['body'] as Buffer; // The driver's value of `bytea`.
  return body.length === Number(row['bytes']) ? body.toString('utf8') : decompressed(body);
}

/** The passage of a row that has its columns. */
export function passageOf(row: JsonRecord): IndexPassage {
  return {
    part: PARTS_BY_CODE.get(String(row['part'])) ?? 'text',
    anchor: row['anchor'] === null ? undefined : idOf(row['anchor']),
    headings: readHeadings(row['headings']),
    text: bodyOf(row),
  };
}

function inverted<Name extends string>(codes: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> {
  return new Map((Object.keys(codes) as Name[]).map((name) => [codes[name], name]));
}
