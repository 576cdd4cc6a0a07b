import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { closeClients, connectHttp, connectStdio } from '../support/clients/mcp-clients.js';
import { cliPath, killAll, startCli } from '../support/servers/spawn.js';
import { describedServers, type DescribedServer } from './client-settings.js';
import { readPages } from './pages.js';

/*
 * What people are told to paste is started as it stands: only the package's name, the secrets that are left out, and the
 * address of the server are replaced.
 */

const KEY = 'nrm_key_of_this_test_with_32_chars';
const INSTALLED = 'notion-rest-mcp';
const EXAMPLE_URL = 'https://mcp.example.com/mcp';

let sandbox: Sandbox;
let served = '';
beforeAll(async () => {
  sandbox = await startSandbox();
  const cli = startCli(['serve', '--port', '0'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
    MCP_AUTH_TOKEN: KEY,
  });
  const [url] = await cli.stderrMatch(/http:\/\/127\.0\.0\.1:\d+\/mcp/);
  served = url;
});
afterEach(closeClients);
afterAll(async () => {
  killAll();
  await sandbox.close();
});

const described = readPages().flatMap(({ path, text }) =>
  describedServers(text)
    .filter((server) => server.kind === 'http' || server.command[0] === INSTALLED)
    .map((server, index): [string, DescribedServer] => [
      `${path}, server ${index + 1} (${server.kind})`,
      server,
    ]),
);

async function toolsOf(server: DescribedServer): Promise<number> {
  if (server.kind === 'http') {
    expect(server.url).toBe(EXAMPLE_URL);
    const headers = Object.fromEntries(
      Object.entries(server.headers).map(([name, value]) => [
        name,
        value.replace(/nrm_…|\$\{input:[\w-]+\}/, KEY),
      ]),
    );
    const client = await connectHttp('v1', served, undefined, headers);
    return (await client.listTools()).length;
  }
  const env = Object.fromEntries(
    Object.entries(server.env).map(([name, value]) => [
      name,
      value.replace(/ntn_…|\$\{input:[\w-]+\}/, SANDBOX_TOKEN),
    ]),
  );
  const args = [cliPath, ...server.command.slice(1)];
  const program = { command: process.execPath, args, env: { NOTION_API_URL: sandbox.url, ...env } };
  const client = await connectStdio('v1', program);
  expect(await client.callTool('notion_search', {})).toMatchObject({ isError: false });
  return (await client.listTools()).length;
}

describe('a server that the pages describe', () => {
  it.each(described)('%s serves tools', async (_name, server) => {
    expect(await toolsOf(server)).toBeGreaterThan(0);
  });

  it('is found for every way to describe one', () => {
    const kinds = described.map(([, { kind }]) => kind);
    expect(kinds.filter((kind) => kind === 'stdio').length).toBeGreaterThan(3);
    expect(kinds.filter((kind) => kind === 'http').length).toBeGreaterThan(2);
  });
});
