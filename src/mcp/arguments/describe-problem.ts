import type { z } from 'zod';
import { nearest } from '../../text/suggest.js';
import { EMPTY_WORDS, listTerms, say, Words } from '../../text/words.js';
import { describeAccepted, describeGiven } from './accepted-values.js';
import { acceptedTypes, branchOfType, schemaAt, type JsonSchema } from './json-schema.js';

/** Of the names in one object that do not exist, so many are told. */
const MAX_UNKNOWN_NAMES = 8;

/** A name that no argument has, with those that exist. `given` is quoted: a model may have copied it from a page. */
export function describeUnknown(given: Words, guess: string | undefined, known: readonly string[]): Words {
  const hint = guess === undefined ? say`.` : say`; did you mean ${Words.term(guess)}?`;
  return say`${given} does not exist${hint} Known here: ${listTerms(known)}.`;
}

/** What Zod found wrong, in our words: where, what is accepted, and what was given. */
export function describeIssue(issue: z.core.$ZodIssue, schema: JsonSchema): Words[] {
  if (issue.code === 'unrecognized_keys') {
    const object = schemaAt(schema, issue.path);
    const known = Object.keys((object && branchOfType(object, 'object')?.properties) ?? {});
    return issue.keys
      .slice(0, MAX_UNKNOWN_NAMES)
      .map((key) => describeUnknown(say`${nameArgument(issue.path)}.${key}`, nearest(key, known), known));
  }
  const name = issue.path.length === 0 ? say`The arguments` : nameArgument(issue.path);
  // Our own checks are worded in their schema, as what the argument accepts.
  if (issue.code === 'custom' && issue.message.startsWith('accepts ')) {
    return [say`${name} ${Words.copied(issue.message)}.`];
  }
  if (issue.code === 'custom' || issue.code === 'invalid_format') {
    return [say`${name}: ${issue.message}`];
  }
  const accepting = schemaAt(schema, issue.path);
  const accepted =
    accepting === undefined ? say`${issue.message}` : say`accepts ${describeAccepted(accepting)}`;
  const given = issue.input;
  if (given === undefined) {
    return [say`${name} is missing; it ${accepted}.`];
  }
  const types = accepting === undefined ? undefined : acceptedTypes(accepting);
  if (Array.isArray(given) && types !== undefined && !types.has('array') && !types.has('object')) {
    return [say`${name} takes one value, not a list of ${given.length}; make one call for each.`];
  }
  const isTooLong = issue.code === 'too_big' && accepting && acceptedTypes(accepting).has('string');
  return [say`${name} ${accepted}${isTooLong ? EMPTY_WORDS : say`; got ${describeGiven(given)}`}.`];
}

/** `where[0].property`: how an argument is called in messages. */
export function nameArgument(path: readonly PropertyKey[]): Words {
  return path.reduce<Words>((name, step, at) => {
    if (typeof step === 'number') {
      return say`${name}[${step}]`;
    }
    const key = Words.term(String(step));
    return at === 0 ? key : say`${name}.${key}`;
  }, EMPTY_WORDS);
}
