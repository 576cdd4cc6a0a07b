import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { npxSource } from '../../../src/commands/install/npx-source.js';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'npx-'));
  await mkdir(join(cache, '_npx/5f'), { recursive: true });
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const program = (): string => join(cache, '_npx/5f/node_modules/notion-rest-mcp/dist/notion-rest-mcp.js');

it.each([
  ['a packed file', '{"dependencies":{"notion-rest-mcp":"file:../../tram-0.1.0.tgz"}}', 'tram-0.1.0.tgz'],
  ['the name', '{"dependencies":{"notion-rest-mcp":"^0.1.0"}}', undefined],
  ['nobody knows what', 'nonsense', undefined],
])('finds what npx was given: %s', async (_what, text, file) => {
  await writeFile(join(cache, '_npx/5f/package.json'), text);
  const expected = file === undefined ? 'notion-rest-mcp' : join(cache, file);
  expect(npxSource(program(), 'notion-rest-mcp')).toBe(expected);
});

it('knows the name alone where npx has kept nothing', () => {
  expect(npxSource(program(), 'notion-rest-mcp')).toBe('notion-rest-mcp');
});

it('is not asked where the program is installed', () => {
  expect(
    npxSource('/srv/node_modules/notion-rest-mcp/dist/notion-rest-mcp.js', 'notion-rest-mcp'),
  ).toBeUndefined();
});
