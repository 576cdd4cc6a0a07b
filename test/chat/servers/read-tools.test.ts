import { expect, it } from '@jest/globals';
import { readTool } from '../../../src/chat/servers/read-tools.js';

const withSchema = (inputSchema: unknown) => readTool({ name: 'read', inputSchema });

/** Objects within each other. */
function deep(levels: number): unknown {
  let schema: unknown = { type: 'string' };
  for (let level = 0; level < levels; level += 1) {
    schema = { properties: { a: schema } };
  }
  return schema;
}

it('shows what a schema says without what only models see', () => {
  const properties = { query: { type: 'string', description: 'Words\u{E0041}\u200B' } };
  expect(withSchema({ type: 'object', properties })?.inputSchema).toEqual({
    type: 'object',
    properties: { query: { type: 'string', description: 'Words[hidden characters]' } },
  });
});

it.each([
  ['hides something', { properties: { 'a\u200B': { type: 'string' } } }],
  // Without the hidden character, one would take the place of the other.
  ['would become another one', { properties: { a: { type: 'string' }, 'a\u200B': { type: 'number' } } }],
  ['hides something in a list', { anyOf: [{ properties: { 'b\u{E0041}': {} } }] }],
  ['has several lines', { properties: { 'a\nb': {} } }],
])('leaves out a tool with a name of an argument that %s', (_what, schema) => {
  expect(withSchema(schema)).toBeUndefined();
});

it('leaves out a tool with a schema that is too deep or too long, and fails for none', () => {
  expect(withSchema(deep(40))).toMatchObject({ name: 'read' });
  expect(withSchema(deep(60))).toBeUndefined();
  expect(withSchema(deep(200_000))).toBeUndefined();
  expect(withSchema(JSON.parse(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`))).toBeUndefined();
  expect(withSchema({ description: 'x'.repeat(100_001) })).toBeUndefined();
});

it('knows a dry run by its type, and what only reads by what the server says', () => {
  const properties = { dry_run: { type: 'boolean' } };
  expect(withSchema({ properties })).toMatchObject({ isReadOnly: false, hasDryRun: true });
  expect(withSchema({ properties: { dry_run: { type: 'string' } } })).toMatchObject({ hasDryRun: false });
});
