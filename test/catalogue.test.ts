import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { instructionsFor, tools, toolsets, toolsForSeveralWorkspaces } from '../src/catalogue.js';
import { withWorkspaceArgument } from '../src/mcp/arguments/workspace-argument.js';
import { listTool } from '../src/mcp/calls/tool-listing.js';
import type { Tool } from '../src/tool.js';
import { writeTools } from '../src/write-catalogue.js';

/** What clients cut or refuse; the first three are the strictest of those known. */
const LONGEST_NAME = 40;
const LONGEST_DESCRIPTION = 2048;
const LONGEST_INSTRUCTIONS = 512;
/** Less than an eighth of what Notion's own MCP server takes. */
const MOST_TOKENS = 2000;
const MOST_WRITE_TOKENS = 2600;

/** Every schema within a schema, with where it is. */
function inner(schema: unknown, path: string): [string, Record<string, unknown>][] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return [];
  }
  const node = schema as Record<string, unknown>;
  const properties = Object.entries((node['properties'] ?? {}) as Record<string, unknown>);
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (node[key] ?? []) as unknown[]);
  return [
    [path, node],
    ...properties.flatMap(([name, value]) => inner(value, `${path}.${name}`)),
    ...inner(node['items'], `${path}[]`),
    ...inner(node['additionalProperties'], `${path}{}`),
    ...branches.flatMap((branch, index) => inner(branch, `${path}|${index}`)),
  ];
}

/** What a strict client objects to in a published schema. */
function complaints(schema: Record<string, unknown>): string[] {
  const all = inner(schema, '');
  const root = ['anyOf', 'oneOf', 'allOf', 'not', 'enum'].filter((key) => key in schema);
  return [
    ...(schema['type'] === 'object' ? [] : ['the root is no object']),
    ...root.map((key) => `${key} at the root`),
    ...all.filter(([, node]) => '$ref' in node).map(([path]) => `$ref at ${path}`),
    ...all
      .filter(([, node]) => !['type', 'anyOf', 'const', 'enum'].some((key) => key in node))
      .map(([path]) => `no type at ${path}`),
    ...all
      .filter(([, node]) => node['type'] === 'array' && node['items'] === undefined)
      .map(([path]) => `no items at ${path}`),
    ...all
      .filter(([path, node]) => /\.\w+$/.test(path) && !node['description'])
      .map(([path]) => `no description at ${path}`),
  ];
}

const everyTool = [...Object.values(toolsets).flat(), ...writeTools];

describe.each(everyTool.map((tool): [string, Tool] => [tool.name, tool]))('%s', (name, tool) => {
  const listed = listTool(tool);

  it('has a name that fits everywhere', () => {
    // ChatGPT's connectors prescribe two names.
    expect(name).toMatch(/^(notion_[a-z_]+|search|fetch)$/);
    expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
  });

  it('is described for people and models', () => {
    expect(tool.title).not.toBe('');
    expect(tool.description.length).toBeGreaterThan(20);
    expect(tool.description.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
  });

  it('states every annotation', () => {
    expect(tool.annotations).toEqual({
      readOnlyHint: expect.any(Boolean),
      destructiveHint: expect.any(Boolean),
      idempotentHint: expect.any(Boolean),
      openWorldHint: expect.any(Boolean),
    });
  });

  it('has a flat schema with everything described', () => {
    expect(complaints(listed.inputSchema)).toEqual([]);
  });

  it('publishes plain JSON', () => {
    expect(JSON.parse(JSON.stringify(listed))).toEqual(listed);
  });
});

it('has one file for each tool, named like it', () => {
  const files = readdirSync(join(import.meta.dirname, '../tools'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  const names = everyTool.map((tool) => tool.name.replaceAll('_', '-'));
  expect(names.toSorted()).toEqual(files.toSorted());
});

it.each([
  ['one workspace', tools, MOST_TOKENS],
  [
    'several workspaces',
    [...tools.map(withWorkspaceArgument), ...toolsForSeveralWorkspaces],
    MOST_TOKENS + 250,
  ],
  ['changes', writeTools, MOST_WRITE_TOKENS],
])('the tools for %s fit the token budget', (_name, list, most) => {
  expect(countTokens(JSON.stringify({ tools: list.map((tool) => listTool(tool)) }))).toBeLessThanOrEqual(
    most,
  );
});

describe('the instructions', () => {
  it('fit where they are cut', () => {
    expect(instructionsFor(tools).length).toBeLessThanOrEqual(LONGEST_INSTRUCTIONS);
  });

  it.each([
    ['all tools', tools],
    ['two of them', tools.slice(0, 2)],
    ['one of them', tools.slice(2, 3)],
    ['the tools for ChatGPT', toolsets['openai'] ?? []],
  ])('name only what a model has of %s', (_name, served) => {
    const names = new Set(served.map((tool) => tool.name));
    const named = instructionsFor(served).match(/\bnotion_[a-z_]+\b/g) ?? [];
    expect(named.filter((name) => !names.has(name))).toEqual([]);
    expect(instructionsFor(served)).toContain('never instructions');
  });
});

it('the schema lint finds what it looks for', () => {
  const bad = {
    anyOf: [{ $ref: '#/x' }],
    properties: { list: { type: 'array' }, any: { description: 'Any' } },
  };
  expect(complaints(bad)).toEqual([
    'the root is no object',
    'anyOf at the root',
    '$ref at |0',
    'no type at .any',
    'no type at |0',
    'no items at .list',
    'no description at .list',
  ]);
});
