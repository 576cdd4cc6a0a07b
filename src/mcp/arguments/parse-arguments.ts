import type { z } from 'zod';
import { say, type Words } from '../../text/words.js';
import type { Tool } from '../../tool.js';
import { findArgumentExcess } from './argument-limits.js';
import { argumentNote } from './argument-note.js';
import { cutNumbers } from './cut-numbers.js';
import { decodeArguments, type LeftOut } from './decode-arguments.js';
import { describeIssue, describeUnknown } from './describe-problem.js';
import type { JsonSchema } from './json-schema.js';
import { sortOutArguments } from './sort-out-arguments.js';

/** The arguments as the tool takes them, or what is wrong with each of those that cannot be used. */
type ParsedArguments = {
  /** How the arguments were read, for the end of the answer; undefined where that is as they were given. */
  readonly note?: Words | undefined;
} & (
  | { readonly ok: true; readonly value: z.output<Tool['input']> }
  | { readonly ok: false; readonly problems: readonly Words[] }
);

/** A model that misspelt everything needs the first few problems only. */
const MAX_PROBLEMS = 8;

/** Decodes and validates a call's arguments. `schema` is the JSON Schema of `tool.input`. */
export function parseArguments(tool: Tool, schema: JsonSchema, given: unknown): ParsedArguments {
  const excess = findArgumentExcess(given);
  if (excess !== undefined) {
    return { ok: false, problems: [excess] };
  }
  const reading = { isStrict: !tool.annotations.readOnlyHint };
  const sorted = sortOutArguments(given ?? {}, schema, reading);
  const leftOut: LeftOut[] = [];
  const decoded = cutNumbers(
    decodeArguments(sorted.known, schema, reading, (left) => leftOut.push(left)),
    schema,
  );
  const hidden = findArgumentExcess(decoded.value);
  if (hidden !== undefined) {
    return { ok: false, problems: [hidden] };
  }
  const note = argumentNote(sorted, decoded, leftOut);
  const declared = Object.keys(schema.properties ?? {});
  const result = tool.input.safeParse(decoded.value, { reportInput: true });
  const problems = [
    ...sorted.refused
      .slice(0, MAX_PROBLEMS)
      .map(([name, argument]) => describeUnknown(say`${name}`, argument, declared)),
    ...(result.error?.issues ?? []).slice(0, MAX_PROBLEMS).flatMap((issue) => describeIssue(issue, schema)),
  ];
  if (result.success && problems.length === 0) {
    return { ok: true, value: result.data, note };
  }
  const different = new Map(problems.map((problem) => [String(problem), problem]));
  return { ok: false, problems: [...different.values()].slice(0, MAX_PROBLEMS), note };
}
