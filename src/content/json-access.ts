import { revealInvisible } from '../text/invisible.js';

/**
 * Reads from JSON whose shape is promised by types but not by the wire: Notion adds block types and drops fields without a new
 * version. A field that is missing or of another type reads as empty.
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

const nothing: JsonRecord = {};

/** The object, or an empty one. */
export function recordOf(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord) // checked above
    : nothing;
}

/** The string without what nobody can see in it, or an empty one. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? revealInvisible(value) : '';
}

/** The array, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
