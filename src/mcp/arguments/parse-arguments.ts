import type { z } from 'zod';
import { nearest } from '../../text/suggest.js';
import { listTerms, EMPTY_WORDS, say, Words } from '../../text/words.js';
import type { Tool } from '../../tool.js';
import { findArgumentExcess } from './argument-limits.js';
import { describeAccepted, describeGiven } from './accepted-values.js';
import { decodeArguments } from './decode-arguments.js';
import { acceptedTypes, branchOfType, schemaAt, type JsonSchema } from './json-schema.js';

/** The arguments as the tool takes them, or what is wrong with each of those that cannot be used. */
type ParsedArguments =
  | { readonly ok: true; readonly value: z.output<Tool['input']> }
  | { readonly ok: false; readonly problems: readonly Words[] };

/** A model that misspelt everything needs the first few problems only. */
const MAX_PROBLEMS = 8;

/** Decodes and validates a call's arguments. `schema` is the JSON Schema of `tool.input`. */
export function parseArguments(tool: Tool, schema: JsonSchema, given: unknown): ParsedArguments {
  const excess = findArgumentExcess(given);
  if (excess !== undefined) {
    return { ok: false, problems: [excess] };
  }
  const decoded = decodeArguments(given ?? {}, schema);
  const hidden = findArgumentExcess(decoded);
  if (hidden !== undefined) {
    return { ok: false, problems: [hidden] };
  }
  const result = tool.input.safeParse(decoded);
  const problems = new Map<string, Words>();
  for (const problem of problemsOf(decoded, schema, result.error?.issues ?? [])) {
    problems.set(String(problem), problem);
    if (problems.size === MAX_PROBLEMS) {
      break;
    }
  }
  return result.success && problems.size === 0
    ? { ok: true, value: result.data }
    : { ok: false, problems: [...problems.values()] };
}

function* problemsOf(
  decoded: unknown,
  schema: JsonSchema,
  issues: readonly z.core.$ZodIssue[],
): Generator<Words> {
  yield* unknownArguments(decoded, schema, []);
  for (const issue of issues) {
    yield* describeIssue(issue, schema, decoded);
  }
}

/** Zod would drop them silently, and the model would take the answer for one that heeds them. */
function* unknownArguments(
  value: unknown,
  schema: JsonSchema,
  path: readonly PropertyKey[],
): Generator<Words> {
  if (Array.isArray(value)) {
    const items = branchOfType(schema, 'array')?.items;
    if (items !== undefined) {
      for (const [index, item] of value.entries()) {
        yield* unknownArguments(item, items, [...path, index]);
      }
    }
    return;
  }
  const properties = branchOfType(schema, 'object')?.properties;
  if (properties === undefined || typeof value !== 'object' || value === null) {
    return;
  }
  const names = Object.keys(properties);
  for (const [name, inner] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) {
      const guess = nearest(name, names);
      const hint = guess === undefined ? say`.` : say`; did you mean ${Words.term(guess)}?`;
      yield say`${unknownArgument(path, name)} does not exist${hint} Known here: ${listTerms(names)}.`;
    } else {
      yield* unknownArguments(inner, property, [...path, name]);
    }
  }
}

function describeIssue(issue: z.core.$ZodIssue, schema: JsonSchema, decoded: unknown): Words[] {
  if (issue.code === 'unrecognized_keys') {
    return [];
  }
  const name = issue.path.length === 0 ? say`The arguments` : nameArgument(issue.path);
  if (issue.code === 'custom' || issue.code === 'invalid_format') {
    return [say`${name}: ${issue.message}`];
  }
  const accepting = schemaAt(schema, issue.path);
  const accepted =
    accepting === undefined ? say`${issue.message}` : say`accepts ${describeAccepted(accepting)}`;
  const given = valueAt(decoded, issue.path);
  if (given === undefined) {
    return [say`${name} is missing; it ${accepted}.`];
  }
  const isTooLong = issue.code === 'too_big' && accepting && acceptedTypes(accepting).has('string');
  return [say`${name} ${accepted}${isTooLong ? EMPTY_WORDS : say`; got ${describeGiven(given)}`}.`];
}

/** A name that the caller made up is quoted: a model may have copied it from a page. */
function unknownArgument(path: readonly PropertyKey[], name: string): Words {
  return path.length === 0 ? say`${name}` : say`${nameArgument(path)}.${name}`;
}

/** `where[0].property`: how an argument is called in messages. */
function nameArgument(path: readonly PropertyKey[]): Words {
  return path.reduce<Words>((name, step, at) => {
    if (typeof step === 'number') {
      return say`${name}[${step}]`;
    }
    const key = Words.term(String(step));
    return at === 0 ? key : say`${name}.${key}`;
  }, EMPTY_WORDS);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) {
      return undefined;
    }
    current = (current as Readonly<Record<PropertyKey, unknown>>)[step]; // hasOwn has just shown it
  }
  return current;
}
