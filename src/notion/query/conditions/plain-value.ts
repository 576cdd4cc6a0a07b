import { field, isRecord, textField } from '../../../text/json.js';
import { jsonOfPython } from '../../../text/python-literal.js';
import { endsOfDateObject } from '../dates/date-ends.js';
import type { ValueKind } from './operators.js';

/** A value of a page's property is an object in an object in an object at most. */
const MAX_DEPTH = 4;
/** Where objects of Notion's API hold what a condition compares, by the kind of value. */
const FIELDS: Readonly<Partial<Record<ValueKind, readonly string[]>>> = {
  text: ['plain_text', 'content', 'name'],
  number: ['number'],
  boolean: ['checkbox'],
  option: ['name'],
  person: ['id', 'email', 'name'],
  page: ['id', 'url', 'title'],
  unique_id: ['number'],
  verification: ['state', 'status'],
};
/** Their `type` says what they are, not where their value is. */
const USER_TYPES: ReadonlySet<string> = new Set(['person', 'bot']);

/**
 * The values that a caller passed, without the objects around them that Notion's API has: a user, an option, a date, a
 * whole property. Lists are opened; what has no such form stays as it is, to be refused by name.
 */
export function plainValues(kind: ValueKind, given: unknown): readonly unknown[] {
  const value = kind === 'text' ? given : parsed(given);
  return Array.isArray(value) && value.length > 0
    ? value.flatMap((item: unknown) => opened(kind, item, 0))
    : opened(kind, value, 0);
}

function opened(kind: ValueKind, value: unknown, depth: number): readonly unknown[] {
  if (!isRecord(value) || depth === MAX_DEPTH) {
    return [value];
  }
  const type = textField(value, 'type') ?? '';
  const inner = USER_TYPES.has(type) ? undefined : field(value, type);
  if (inner !== undefined) {
    const items: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
    return items.flatMap((item) => opened(kind, item, depth + 1));
  }
  if (kind === 'date') {
    const { start, end } = endsOfDateObject(value) ?? {};
    return [start === undefined ? value : end === undefined ? start : `${start} → ${end}`];
  }
  const email = kind === 'person' ? textField(field(value, 'person'), 'email') : undefined;
  const found = (FIELDS[kind] ?? []).map((name) => field(value, name)).find((member) => !isNothing(member));
  return [found ?? email ?? value];
}

/** JSON that arrived as a text, or Python's literal of a list, tuple or object. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{(]/.test(value)
    ? (parseJson(value) ?? parseJson(jsonOfPython(value)) ?? value)
    : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'object';
}
