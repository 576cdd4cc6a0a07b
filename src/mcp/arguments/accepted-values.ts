import { listTerms, EMPTY_WORDS, say, Words } from '../../text/words.js';
import type { JsonSchema } from './json-schema.js';

/** More of a wrong value does not help to recognise it. */
const MAX_SHOWN_VALUE_CHARACTERS = 40;

/** What a schema accepts, in words: `a whole number from 1 to 100`. */
export function describeAccepted(schema: JsonSchema): Words {
  if (schema.enum !== undefined) {
    return say`one of ${listTerms(schema.enum.map(String))}`;
  }
  if (schema.const !== undefined) {
    return describeGiven(schema.const);
  }
  if (schema.anyOf !== undefined) {
    return Words.join(
      schema.anyOf.map((branch) => describeAccepted(branch)),
      ' or ',
    );
  }
  switch (schema.type) {
    case 'string':
      return say`text${lengthOf(schema)}`;
    case 'integer':
      return say`a whole number${rangeOf(schema)}`;
    case 'number':
      return say`a number${rangeOf(schema)}`;
    case 'boolean':
      return say`true or false`;
    case 'array':
      return schema.items === undefined
        ? say`a list${itemsOf(schema)}`
        : say`a list${itemsOf(schema)}, each item ${describeAccepted(schema.items)}`;
    case 'object':
      return say`an object with ${schema.properties === undefined ? say`any properties` : listTerms(Object.keys(schema.properties))}`;
    default:
      return typeof schema.type === 'object'
        ? Words.join(
            schema.type.map((type) => Words.term(type)),
            ' or ',
          )
        : say`any value`;
  }
}

/** A wrong value, short enough to be recognised. */
export function describeGiven(value: unknown): Words {
  if (Array.isArray(value)) {
    return value.length === 0 ? say`an empty list` : say`a list`;
  }
  if (typeof value === 'object' && value !== null) {
    return say`an object`;
  }
  return typeof value === 'string'
    ? Words.quotation(value, MAX_SHOWN_VALUE_CHARACTERS)
    : typeof value === 'number'
      ? say`${value}`
      : Words.term(String(value));
}

function rangeOf({ minimum, maximum }: JsonSchema): Words {
  const from = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const to = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (from !== undefined && to !== undefined) {
    return say` from ${from} to ${to}`;
  }
  return from === undefined ? (to === undefined ? EMPTY_WORDS : say` up to ${to}`) : say` from ${from}`;
}

function lengthOf({ minLength = 0, maxLength }: JsonSchema): Words {
  const notEmpty = minLength > 0 ? say`, not empty` : EMPTY_WORDS;
  return maxLength === undefined ? notEmpty : say`${notEmpty}, at most ${maxLength} characters`;
}

function itemsOf({ minItems = 0, maxItems }: JsonSchema): Words {
  const notEmpty = minItems > 0 ? say`, not empty,` : EMPTY_WORDS;
  return maxItems === undefined ? notEmpty : say`${notEmpty} of at most ${maxItems} items`;
}
