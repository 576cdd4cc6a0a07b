import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toolsets } from '../../src/catalogue.js';
import { listTool } from '../../src/mcp/calls/tool-listing.js';

/** The public definition of each tool as it was reviewed. `UPDATE_DEFINITIONS=1` writes them anew. */
const folder = join(import.meta.dirname, 'definitions');
const update = process.env['UPDATE_DEFINITIONS'] === '1';
const everyTool = Object.values(toolsets).flat();
const fileOf = (name: string): string => `${name}.json`;

beforeAll(async () => {
  if (!update) {
    return;
  }
  const { format, resolveConfig } = await import('prettier');
  mkdirSync(folder, { recursive: true });
  for (const tool of everyTool) {
    const file = join(folder, fileOf(tool.name));
    const style = (await resolveConfig(file)) ?? {};
    writeFileSync(file, await format(JSON.stringify(listTool(tool)), { ...style, filepath: file }));
  }
});

describe('the definition that clients see', () => {
  it.each(everyTool.map((tool) => [tool.name, tool] as const))('of %s is the reviewed one', (name, tool) => {
    const reviewed: unknown = JSON.parse(readFileSync(join(folder, fileOf(name)), 'utf8'));
    expect(listTool(tool)).toEqual(reviewed);
  });

  it('is kept for no tool that is gone', () => {
    expect(readdirSync(folder).toSorted()).toEqual(everyTool.map(({ name }) => fileOf(name)).toSorted());
  });
});
