import type { DocumentKind, IndexPassage, PassagePart } from '../document/document.js';
import { arrayOf, type JsonRecord } from '../../text/json.js';
import { compressed, decompressed } from '../stored/stored-text.js';

/** Notion's ids as they are written with dashes. */
const DASHED_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
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
  const bytes = DASHED_ID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : Buffer.from(id, 'utf8');
  return Buffer.concat([Buffer.of(DASHED_ID.test(id) ? IS_DASHED : IS_TEXT), bytes]);
}

/** The id of a column. */
export function idOf(column: unknown): string {
  const bytes = column as Buffer; // The driver's value of `bytea`.
  if (bytes[0] === IS_TEXT) {
    return bytes.toString('utf8', 1);
  }
  const hex = bytes.toString('hex', 1);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
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

/** Headings, as a column has them. */
export function headingsText(headings: readonly string[]): string | null {
  return headings.length === 0 ? null : JSON.stringify(headings);
}

/** The headings of a column. */
export function headingsOf(column: unknown): readonly string[] {
  return typeof column === 'string' ? arrayOf(JSON.parse(column)).map(String) : [];
}

/** The passage of a row that has its columns. */
export function passageOf(row: JsonRecord): IndexPassage {
  return {
    part: PARTS_BY_CODE.get(String(row['part'])) ?? 'text',
    anchor: row['anchor'] === null ? undefined : idOf(row['anchor']),
    headings: headingsOf(row['headings']),
    text: bodyOf(row),
  };
}

/** The time of a column. */
export function timeOf(column: unknown): string {
  return new Date(Number(column)).toISOString();
}

function inverted<Name extends string>(codes: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> {
  return new Map((Object.keys(codes) as Name[]).map((name) => [codes[name], name]));
}
