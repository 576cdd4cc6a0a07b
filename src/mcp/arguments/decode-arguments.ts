import { findJsonExcess } from '../../text/json-shape.js';
import { MAX_ARGUMENTS_SHAPE } from './argument-limits.js';
import { acceptedTypes, branchOfType, type JsonSchema } from './json-schema.js';
import { isRecord } from '../../text/json.js';

/**
 * Undoes what real clients do to arguments on their way: lists, objects, numbers and booleans sent as JSON text, a single
 * item where a list is wanted, and `null` or an empty text for "not given". Where the schema accepts the value as it is,
 * nothing changes; what remains wrong is left for the validation to name.
 */
export function decodeArguments(value: unknown, schema: JsonSchema): unknown {
  const types = acceptedTypes(schema);
  if (types.size === 0) {
    return value;
  }
  const parsed = typeof value === 'string' && !types.has('string') ? parseText(value, types) : value;
  if (Array.isArray(parsed)) {
    const items = branchOfType(schema, 'array')?.items;
    return items === undefined ? parsed : parsed.map((item: unknown) => decodeArguments(item, items));
  }
  if (isRecord(parsed) && types.has('object')) {
    const branch = branchOfType(schema, 'object');
    return branch === undefined ? parsed : decodeProperties(parsed, branch);
  }
  const isSingleItem = schema.type === 'array' && parsed !== null && parsed !== undefined && parsed !== '';
  return isSingleItem ? decodeArguments([parsed], schema) : parsed;
}

function decodeProperties(value: Readonly<Record<string, unknown>>, schema: JsonSchema): unknown {
  const decoded = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const property = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
    if (property === undefined) {
      return [[name, inner]];
    }
    const isOptional = !schema.required?.includes(name);
    return isOptional && isAbsentValue(inner, property) ? [] : [[name, decodeArguments(inner, property)]];
  });
  return Object.fromEntries(decoded);
}

function isAbsentValue(value: unknown, schema: JsonSchema): boolean {
  const types = acceptedTypes(schema);
  return (
    types.size > 0 &&
    ((value === null && !types.has('null')) ||
      (typeof value === 'string' &&
        value.trim() === '' &&
        (!types.has('string') || schema.enum?.includes('') === false)))
  );
}

function parseText(text: string, types: ReadonlySet<string>): unknown {
  const trimmed = text.trim();
  if (types.has('boolean') && /^(true|false)$/i.test(trimmed)) {
    return trimmed.toLowerCase() === 'true';
  }
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(trimmed)) {
    return Number(trimmed);
  }
  if (/^[[{]/.test(trimmed)) {
    const parsed = parseJson(trimmed);
    const isWanted = Array.isArray(parsed)
      ? types.has('array')
      : isRecord(parsed) && (types.has('object') || types.has('array'));
    return isWanted ? parsed : text;
  }
  return text;
}

function parseJson(text: string): unknown {
  if (findJsonExcess(text, MAX_ARGUMENTS_SHAPE) !== undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
