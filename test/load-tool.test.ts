import { expect, it } from '@jest/globals';
import { instructionSentences, toolsets } from '../src/catalogue.js';
import { loadTool } from '../src/load-tool.js';
import { inputJsonSchema } from '../src/mcp/arguments/json-schema.js';
import { prepareTools } from '../src/mcp/stdio/prepare-tools.js';

const tools = Object.values(toolsets).flat();

it.each(tools.map(({ name }) => name))('%s is loaded from where the catalogue has it', async (name) => {
  expect(await loadTool(name)).toBe(tools.find((tool) => tool.name === name));
});

it('is called with the schema that the build has stored as JSON', () => {
  const stored = JSON.parse(
    JSON.stringify(prepareTools('1.2.3', { toolsets, instructionSentences })),
  ) as ReturnType<typeof prepareTools>;
  const schemas = Object.values(stored.toolsets).flatMap((cards) => cards.map(({ schema }) => schema));
  expect(schemas).toStrictEqual(tools.map(({ input }) => inputJsonSchema(input)));
});

it('refuses a name that the catalogue does not have', async () => {
  await expect(loadTool('notion_serch')).rejects.toThrow('notion_serch');
});
