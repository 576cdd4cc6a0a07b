import { expect, it } from '@jest/globals';
import { toolsets } from '../src/catalogue.js';
import { loadTool } from '../src/load-tool.js';

const tools = Object.values(toolsets).flat();

it.each(tools.map(({ name }) => name))('%s is loaded from where the catalogue has it', async (name) => {
  expect(await loadTool(name)).toBe(tools.find((tool) => tool.name === name));
});

it('refuses a name that the catalogue does not have', async () => {
  await expect(loadTool('notion_serch')).rejects.toThrow('notion_serch');
});
