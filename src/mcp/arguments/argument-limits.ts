import { say, type Words } from '../../text/words.js';
import { MAX_WRITTEN_SHAPE } from '../../text/json-text.js';

/** Maximum nesting of lists and objects, and their members in total, as of what arrives as JSON text. */
export const MAX_ARGUMENTS_SHAPE = MAX_WRITTEN_SHAPE;
/** Characters of all texts and names of a call's arguments together. */
export const MAX_ARGUMENT_CHARACTERS = 200_000;
/** Characters of the name of an argument, or of a member of one. */
export const MAX_ARGUMENT_NAME_CHARACTERS = 200;

/**
 * The first exceeded limit of a call's arguments, in words, before anything else walks them; undefined if none. Over
 * stdio nothing has validated them before. Iterative, so that deep nesting cannot exhaust the stack.
 */
export function findArgumentExcess(given: unknown): Words | undefined {
  let members = 0;
  let characters = 0;
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: given, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') {
      characters += value.length;
    } else if (typeof value === 'object' && value !== null) {
      if (depth > MAX_ARGUMENTS_SHAPE.depth) {
        return say`The arguments are nested too deeply, at most ${MAX_ARGUMENTS_SHAPE.depth} levels.`;
      }
      // Counted before listing, which is already work.
      for (const name in value) {
        if (!Object.hasOwn(value, name)) {
          continue;
        }
        members += 1;
        if (members > MAX_ARGUMENTS_SHAPE.members) {
          return say`The arguments have too many values, at most ${MAX_ARGUMENTS_SHAPE.members}.`;
        }
        if (!Array.isArray(value)) {
          characters += name.length;
          if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) {
            return say`An argument name is too long, at most ${MAX_ARGUMENT_NAME_CHARACTERS} characters.`;
          }
        }
        open.push({ value: (value as Readonly<Record<string, unknown>>)[name], depth: depth + 1 });
      }
    }
    if (characters > MAX_ARGUMENT_CHARACTERS) {
      return say`The arguments are too long, at most ${MAX_ARGUMENT_CHARACTERS} characters in all.`;
    }
  }
  return undefined;
}
