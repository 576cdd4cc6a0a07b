/** How deep and how wide JSON may be: code that walks the value may recurse, and takes time for each member. */
export interface JsonShapeLimits {
  /** Arrays and objects within each other. */
  readonly depth: number;
  /** Members of all arrays and objects together. */
  readonly members: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The limit that JSON exceeds, found without parsing it; undefined if none. Text that is no JSON is left for the parser to
 * refuse. UTF-8 may be given as bytes: no byte of a longer character looks like one of ASCII.
 */
export function excessOfJson(
  json: string | Uint8Array,
  limits: JsonShapeLimits,
): keyof JsonShapeLimits | undefined {
  const codeAt =
    typeof json === 'string' ? (index: number) => json.charCodeAt(index) : (index: number) => json[index];
  let depth = 0;
  let members = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = codeAt(index);
    if (isInText) {
      if (code === BACKSLASH) {
        index += 1;
      } else if (code === QUOTE) {
        isInText = false;
      }
    } else if (code === QUOTE) {
      isInText = true;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      // Each opens with a member, unless it is empty; empty ones cost as much.
      members += 1;
      if (depth > limits.depth) {
        return 'depth';
      }
      if (members > limits.members) {
        return 'members';
      }
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
    } else if (code === COMMA) {
      members += 1;
      if (members > limits.members) {
        return 'members';
      }
    }
  }
  return undefined;
}
