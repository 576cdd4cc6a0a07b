import type { JsonSchema } from './json-schema.js';

/** More of a wrong value does not help to recognise it. */
const LONGEST_SHOWN_VALUE = 40;

/** What a schema accepts, in words: `a whole number from 1 to 100`. */
export function describeAccepted(schema: JsonSchema): string {
  if (schema.enum !== undefined) {
    return `one of ${schema.enum.map(String).join(', ')}`;
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((branch) => describeAccepted(branch)).join(' or ');
  }
  switch (schema.type) {
    case 'string':
      return `text${lengthOf(schema)}`;
    case 'integer':
      return `a whole number${rangeOf(schema)}`;
    case 'number':
      return `a number${rangeOf(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${itemsOf(schema)}${schema.items === undefined ? '' : `, each item ${describeAccepted(schema.items)}`}`;
    case 'object':
      return `an object with ${Object.keys(schema.properties ?? {}).join(', ') || 'any properties'}`;
    default:
      return typeof schema.type === 'object' ? schema.type.join(' or ') : 'any value';
  }
}

/** A wrong value, short enough to be recognised. */
export function describeGiven(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > LONGEST_SHOWN_VALUE ? `${text.slice(0, LONGEST_SHOWN_VALUE)}…` : text;
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  const from = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const to = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (from !== undefined && to !== undefined) {
    return ` from ${from} to ${to}`;
  }
  return from === undefined ? (to === undefined ? '' : ` up to ${to}`) : ` from ${from}`;
}

function lengthOf({ minLength = 0, maxLength }: JsonSchema): string {
  const notEmpty = minLength > 0 ? ', not empty' : '';
  return maxLength === undefined ? notEmpty : `${notEmpty}, at most ${maxLength} characters`;
}

function itemsOf({ maxItems }: JsonSchema): string {
  return maxItems === undefined ? '' : ` of at most ${maxItems} items`;
}
