import { revealInvisible } from './invisible.js';

/**
 * Reads from JSON whose shape is promised by types but not by the wire: Notion adds types and drops fields without a new version.
 * Nothing here throws: a field that is missing or of another type reads as absent.
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

const nothing: JsonRecord = {};

/** Whether the value is an object, and no list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : nothing;
}

/** The list, or an empty one. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The string without its invisible characters, or an empty one: for text that is shown. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? revealInvisible(value) : '';
}

/** The string as it was written, or an empty one: for what is counted, or cut before it is shown. */
export function writtenOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An own field of an object; undefined for anything else. */
export function field(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A field that should hold a string, as it is: for ids and names that are compared. */
export function textField(value: unknown, name: string): string | undefined {
  const text = field(value, name);
  return typeof text === 'string' ? text : undefined;
}

/** A field that should hold a list; empty for anything else. */
export function listField(value: unknown, name: string): readonly unknown[] {
  return arrayOf(field(value, name));
}

/**
 * A copy of parsed JSON that shares nothing with it. A quarter of the time of `structuredClone`, which takes care of what JSON
 * cannot hold. Whatever is no plain value is copied by that. For values of bounded depth.
 */
export function copyOfJson<Value>(value: Value): Value {
  return copied(value) as Value; // Of the same members.
}

function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? structuredClone(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map(copied);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) {
    return structuredClone(value);
  }
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    copy[name] = copied((value as JsonRecord)[name]); // Shown above to be a plain object.
  }
  return copy;
}

/** The same JSON with the invisible characters of its texts and names in sight; for values that came from JSON. */
export function revealedJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined
    ? undefined
    : JSON.parse(text, (_name, one: unknown) =>
        typeof one === 'string'
          ? revealInvisible(one)
          : isRecord(one)
            ? Object.fromEntries(Object.entries(one).map(([name, member]) => [revealInvisible(name), member]))
            : one,
      );
}
