import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parseServers, readServersFile, ServersFileError } from '../../../src/chat/servers/servers-file.js';
import { sqliteFolder } from '../support/query-file.js';

const parse = (mcpServers: unknown) => parseServers(JSON.stringify({ mcpServers }));

it('reads what clients have, and leaves out what is disabled there', () => {
  expect(
    parse({
      notion: {
        command: 'npx',
        args: ['-y', 'notion-rest-mcp'],
        env: { NOTION_TOKEN: 'ntn_x' },
        autoApprove: [],
      },
      remote: { type: 'http', url: 'https://mcp.example.com/mcp', headers: { Authorization: 'Bearer x' } },
      local: { url: 'http://127.0.0.1:3000/mcp' },
      old: { command: 'old', disabled: true },
    }),
  ).toEqual([
    {
      kind: 'stdio',
      name: 'notion',
      command: 'npx',
      args: ['-y', 'notion-rest-mcp'],
      env: { NOTION_TOKEN: 'ntn_x' },
      cwd: undefined,
    },
    {
      kind: 'http',
      name: 'remote',
      url: 'https://mcp.example.com/mcp',
      headers: { Authorization: 'Bearer x' },
    },
    { kind: 'http', name: 'local', url: 'http://127.0.0.1:3000/mcp', headers: {} },
  ]);
});

it.each<[unknown, string]>([
  [{ remote: { url: 'http://mcp.example.com/mcp' } }, 'mcpServers.remote.url: an https:// URL'],
  [{ remote: { url: 'https://me:secret@mcp.example.com/mcp' } }, 'mcpServers.remote.url'],
  [{ sse: { type: 'sse', url: 'https://mcp.example.com' } }, 'mcpServers.sse.type'],
  [{ 'my server': { command: 'x' } }, 'names have up to 32 letters'],
  [{ x: { args: [] } }, 'mcpServers.x.command'],
  [{ x: { command: 'secret'.repeat(2000) } }, 'mcpServers.x.command'],
  [{ x: { command: 'x', args: Array.from({ length: 101 }, () => 'secret') } }, 'mcpServers.x.args'],
  [{ x: { command: 'x', env: { A: 1 } } }, 'mcpServers.x.env.A'],
  [Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`s${at}`, { command: 'x' }])), 'at most 32'],
  [undefined, 'The file.mcpServers'],
])('says where %j is wrong, and repeats nothing of it', (mcpServers, message) => {
  expect(() => parse(mcpServers)).toThrow(message);
  expect(() => parse(mcpServers)).not.toThrow(/secret/);
});

it('says that a file cannot be read, is no JSON, or is too large', async () => {
  const { folder, end } = await sqliteFolder();
  try {
    const path = join(folder, 'servers.json');
    await expect(readServersFile(path)).rejects.toThrow('cannot be read');
    await expect(readServersFile(folder)).rejects.toThrow(ServersFileError);
    await writeFile(path, '{"mcpServers": secret');
    await expect(readServersFile(path)).rejects.toThrow('is no JSON.');
    await writeFile(path, ' '.repeat(300_000));
    await expect(readServersFile(path)).rejects.toThrow('more than 262144 bytes');
    await writeFile(path, '{"mcpServers": {}}');
    await expect(readServersFile(path)).resolves.toEqual([]);
  } finally {
    await end();
  }
});
