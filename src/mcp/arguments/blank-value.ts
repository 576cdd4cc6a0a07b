import { isRecord } from '../../text/json.js';
import { acceptedTypes, type JsonSchema } from './json-schema.js';
import { readJsonText } from '../../text/json-text.js';

/** What programs write for "no value" where only text is sent. `None` is Python's; in lower case it is a word. */
const NO_VALUE: ReadonlySet<string> = new Set(
  ['', 'null', 'undefined', 'None'].flatMap((word) => [word, `"${word}"`, `'${word}'`]),
);
/** Longer JSON text is not looked into: nobody fills in that much of nothing. */
const MAX_BLANK_CHARACTERS = 200;

/**
 * Whether this is what clients and models fill in for what they leave out: `null`, `""`, `"null"`, 0, false, `[]`, `{}`,
 * and lists and objects of nothing else, also as JSON text. The depth of arguments is bounded before.
 */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') {
    return NO_VALUE.has(value.trim()) || isBlankJson(value);
  }
  if (Array.isArray(value)) {
    return value.every((item) => isBlank(item));
  }
  return isRecord(value)
    ? Object.values(value).every((inner) => isBlank(inner))
    : value === null || value === undefined || value === 0 || value === false;
}

function isBlankJson(text: string): boolean {
  const value = text.length <= MAX_BLANK_CHARACTERS && /^\s*[[{]/.test(text) ? readJsonText(text) : undefined;
  return value !== undefined && isBlank(value);
}

/**
 * Whether an optional argument counts as not given: it is blank, and the schema has no other use for it, as it has for
 * the false of a boolean. What accepts several types is a value to compare with, which may be anything but null.
 */
export function isAbsent(value: unknown, schema: JsonSchema): boolean {
  const types = acceptedTypes(schema);
  if (isNamedValues(value, schema) || isEverything(value, schema) || hasOwnNames(value, schema)) {
    return false;
  }
  if (types.size !== 1 || isListOfValues(value, schema)) {
    return value === undefined || (value === null && !types.has('null'));
  }
  return isBlank(value) && !(typeof value === 'boolean' && types.has('boolean')) && !isInRange(value, schema);
}

/** Values by names, of which an empty one says that what has the name is to be emptied. */
function isNamedValues(value: unknown, { additionalProperties }: JsonSchema): boolean {
  const read = typeof value === 'string' ? readJsonText(value) : value;
  return isRecord(additionalProperties) && isRecord(read) && Object.keys(read).length > 0;
}

/** `{"Waiting": false}` in a list of conditions: a name that the schema does not know says that something is meant. */
export function hasOwnNames(value: unknown, { hasOwnNames: isExpected = false, items }: JsonSchema): boolean {
  if (!isExpected) {
    return false;
  }
  const read = typeof value === 'string' ? readJsonText(value) : value;
  const known = new Set(Object.keys(items?.properties ?? {}));
  return (Array.isArray(read) ? read : [read]).some(
    (item: unknown) => isRecord(item) && Object.keys(item).some((name) => !known.has(name)),
  );
}

/** Items of several types are values, of which 0 and false are some. */
function isListOfValues(value: unknown, { items }: JsonSchema): boolean {
  const read = typeof value === 'string' ? readJsonText(value) : value;
  return (
    items !== undefined &&
    acceptedTypes(items).size > 1 &&
    Array.isArray(read) &&
    read.some((item) => item === 0 || item === false)
  );
}

function isEverything(value: unknown, { emptyIsAll = false }: JsonSchema): boolean {
  const read = emptyIsAll && typeof value === 'string' ? readJsonText(value) : value;
  return emptyIsAll && Array.isArray(read) && read.length === 0;
}

function isInRange(value: unknown, { type, minimum = 0, maximum = 0 }: JsonSchema): boolean {
  const isNumeric = type === 'integer' || type === 'number';
  return isNumeric && typeof value === 'number' && value >= minimum && value <= maximum;
}
