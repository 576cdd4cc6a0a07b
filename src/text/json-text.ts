import { findJsonExcess, type JsonShapeLimits } from './json-shape.js';
import { jsonOfPython } from './python-literal.js';

/** Of what a caller writes; a query with fifty conditions has some hundreds of members. */
export const MAX_WRITTEN_SHAPE: JsonShapeLimits = { depth: 16, members: 10_000 };

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
  if (findJsonExcess(text, MAX_WRITTEN_SHAPE) !== undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
