import { findJsonExcess } from '../../text/json-shape.js';
import { jsonOfPython } from '../../text/python-literal.js';
import { MAX_ARGUMENTS_SHAPE } from './argument-limits.js';

/** Some clients encode what is JSON text already. */
const MAX_ENCODINGS = 2;

/** The list or object that a text is the JSON of, or Python's literal; undefined for any other text, and for what is too large. */
export function readJsonText(text: string): object | undefined {
  let value: unknown = text;
  for (let encoding = 0; typeof value === 'string' && encoding < MAX_ENCODINGS; encoding += 1) {
    value = /^\s*["[{]/.test(value) ? (parse(value) ?? parse(jsonOfPython(value))) : undefined;
  }
  return typeof value === 'object' && value !== null ? value : undefined;
}

function parse(text: string): unknown {
  if (findJsonExcess(text, MAX_ARGUMENTS_SHAPE) !== undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
