import { expect, it } from '@jest/globals';
import { parseArguments } from '../../../src/mcp/arguments/parse-arguments.js';
import { inputJsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import { listTool } from '../../../src/mcp/calls/tool-listing.js';
import { writeTools } from '../../../src/write-catalogue.js';

const [createPages, setProperties] = writeTools;

function understood(tool: (typeof writeTools)[number] | undefined, input: object): unknown {
  if (tool === undefined) {
    throw new Error('There is no such tool.');
  }
  const parsed = parseArguments(tool, inputJsonSchema(tool.input), input);
  return parsed.ok ? parsed.value : parsed.problems.map(String);
}

it('lists tools that say what they change', () => {
  expect(writeTools.map((tool) => listTool(tool))).toMatchSnapshot();
});

it.each([[null], [false], [0], ['']])('takes %p for the value that it is', (value) => {
  expect(understood(setProperties, { pages: 'x', set: { Due: value } })).toMatchObject({
    set: { Due: value },
  });
  expect(
    understood(createPages, { parent: 'x', pages: [{ title: 'y', properties: { Due: value } }] }),
  ).toMatchObject({ pages: [{ properties: { Due: value } }] });
});

it('takes one page, and values as JSON text', () => {
  expect(understood(setProperties, { pages: 'x', set: '{"Due": null}' })).toMatchObject({
    pages: ['x'],
    set: { Due: null },
  });
});

it('leaves out what is empty altogether', () => {
  expect(understood(setProperties, { pages: 'x', set: { A: 1 }, add: {}, remove: null })).not.toHaveProperty(
    'add',
  );
});
