import { describe, expect, it } from '@jest/globals';
import { toolsets } from '../src/catalogue.js';
import {
  MAX_ARGUMENT_CHARACTERS,
  MAX_ARGUMENT_NAME_CHARACTERS,
  MAX_ARGUMENTS_SHAPE,
} from '../src/mcp/arguments/argument-limits.js';
import { inputJsonSchema, type JsonSchema } from '../src/mcp/arguments/json-schema.js';
import { parseArguments } from '../src/mcp/arguments/parse-arguments.js';
import { withWorkspaceArgument } from '../src/mcp/arguments/workspace-argument.js';
import type { Tool } from '../src/tool.js';

const everyTool = Object.values(toolsets).flat().map(withWorkspaceArgument);

/** Where a value stands in a tool's arguments, with what may stand there. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly schema: JsonSchema;
}

function placesIn(schema: JsonSchema, path: Place['path'] = []): Place[] {
  return [
    { path, schema },
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => placesIn(inner, [...path, name])),
    ...(schema.items === undefined ? [] : placesIn(schema.items, [...path, 0])),
    ...(schema.anyOf ?? []).flatMap((branch) => placesIn(branch, path)),
  ];
}

/** As a refusal names the argument. */
function argumentName(path: Place['path']): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '');
}

/** Arguments that hold the value at the path, and nothing else. */
function holding(path: Place['path'], value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

const everyPlace = everyTool.flatMap((tool) =>
  placesIn(inputJsonSchema(tool.input)).map((place) => ({
    tool,
    ...place,
    name: `${tool.name} ${argumentName(place.path)}`,
  })),
);
const texts = everyPlace.filter(({ schema }) => schema.type === 'string' && schema.enum === undefined);
const lists = everyPlace.filter(({ schema }) => schema.type === 'array');

function problemsWith(tool: Tool, given: unknown): readonly string[] {
  const parsed = parseArguments(tool, inputJsonSchema(tool.input), given);
  return parsed.ok ? [] : parsed.problems.map(String);
}

describe('every argument of every tool', () => {
  it('has a maximum that its schema names', () => {
    expect(texts.filter(({ schema }) => schema.maxLength === undefined).map(({ name }) => name)).toEqual([]);
    expect(lists.filter(({ schema }) => schema.maxItems === undefined).map(({ name }) => name)).toEqual([]);
    const integers = everyPlace.filter(({ schema }) => schema.type === 'integer');
    expect(
      integers
        .filter(({ schema: { minimum, maximum } }) => minimum === undefined || maximum === undefined)
        .map(({ name }) => name),
    ).toEqual([]);
    // Records of free names and values of any type would have to be bounded in another way.
    const open = everyPlace.filter(
      ({ schema }) =>
        (schema.type === undefined && schema.anyOf === undefined && schema.enum === undefined) ||
        ('additionalProperties' in schema && typeof schema['additionalProperties'] === 'object'),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
    expect([texts.length > 20, lists.length > 5]).toEqual([true, true]);
  });

  // Unlike an argument that a client adds, a member of a condition has a meaning, which must not be dropped silently.
  it('has no members besides those that its schema names', () => {
    const objects = everyPlace.filter(({ path, schema }) => path.length > 0 && schema.type === 'object');
    expect(objects.length).toBeGreaterThan(3);
    expect(
      objects.filter(({ schema }) => schema.additionalProperties !== false).map(({ name }) => name),
    ).toEqual([]);
  });

  it.each(texts.map((place) => [place.name, place] as const))(
    '%s refuses a longer text and names the maximum',
    (_name, { tool, path, schema }) => {
      const most = schema.maxLength ?? 0;
      const problems = problemsWith(tool, holding(path, 'x'.repeat(most + 1)));
      const told = problems.filter((problem) => problem.startsWith(argumentName(path)));
      expect(told.join('\n')).toContain(String(most));
      expect(problemsWith(tool, holding(path, 'x'.repeat(most))).join('\n')).not.toContain(
        `${argumentName(path)} accepts text`,
      );
    },
  );

  it.each(lists.map((place) => [place.name, place] as const))(
    '%s refuses a longer list and names the maximum',
    (_name, { tool, path, schema }) => {
      const most = schema.maxItems ?? 0;
      const item = schema.items?.type === 'object' ? { property: 'x' } : 'x';
      const problems = problemsWith(
        tool,
        holding(
          path,
          Array.from({ length: most + 1 }, () => item),
        ),
      );
      expect(problems.join('\n')).toContain(`at most ${most} items`);
    },
  );
});

describe('the arguments of a call as a whole', () => {
  const [tool] = everyTool;
  const problems = (given: unknown): string =>
    tool === undefined ? '' : problemsWith(tool, given).join('\n');

  it.each<[string, unknown, number]>([
    ['too deep', deep(MAX_ARGUMENTS_SHAPE.depth + 1), MAX_ARGUMENTS_SHAPE.depth],
    ['deeper than a stack', deep(200_000), MAX_ARGUMENTS_SHAPE.depth],
    [
      'too many',
      { query: Array.from({ length: MAX_ARGUMENTS_SHAPE.members }, () => 1) },
      MAX_ARGUMENTS_SHAPE.members,
    ],
    ['too long', { a: 'x'.repeat(MAX_ARGUMENT_CHARACTERS) }, MAX_ARGUMENT_CHARACTERS],
    [
      'too long in their names',
      { ['x'.repeat(MAX_ARGUMENT_NAME_CHARACTERS + 1)]: 1 },
      MAX_ARGUMENT_NAME_CHARACTERS,
    ],
  ])('are refused where they are %s, and the maximum is named', (_what, given, most) => {
    expect(problems(given)).toMatch(new RegExp(`^(?:The|An) .*at most ${most}`));
  });

  it('are not parsed out of a text where that would be too deep', () => {
    const query = everyTool.find(({ name }) => name === 'notion_query_database');
    expect(query).toBeDefined();
    const where = '['.repeat(50_000) + ']'.repeat(50_000);
    const told = query === undefined ? [] : problemsWith(query, { database: 'x', where });
    expect(told.join('\n')).toMatch(/^where/);
  });
});

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 1; level < levels; level += 1) {
    value = [value];
  }
  return { query: value };
}
