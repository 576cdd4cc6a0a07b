import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { readVersion } from '../../../src/config/version.js';
import { killAll, startCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(killAll);
afterAll(() => sandbox.close());

it('says once that a setting has a new name', async () => {
  const settings = { NOTION_API_URL: sandbox.url, NOTION_TOKEN: 'ntn_wrong', CALLS_AT_ONCE: '5' };
  const cli = startCli([], settings);
  await cli.ended;
  expect(cli.stderr().match(/CALLS_AT_ONCE is now called MAX_CONCURRENT_CALLS\b/g)).toHaveLength(1);
});

describe('a start that cannot succeed', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no token', [], {}, /NOTION_TOKEN is missing/],
    ['a malformed token', [], { NOTION_TOKEN: 'Bearer ntn_abc' }, /NOTION_TOKEN must be the token alone/],
    ['an unknown command', ['sreve'], {}, /Did you mean serve\?/],
    [
      'an unknown tool',
      ['--tools', 'notion_serch'],
      { NOTION_TOKEN: 'ntn_abc' },
      /TOOLS \(--tools\): there is no tool notion_serch; did you mean notion_search\?/,
    ],
    [
      'an unknown toolset, serve',
      ['serve'],
      { NOTION_TOKEN: 'ntn_abc', TOOLSETS: 'opnai' },
      /TOOLSETS \(--toolsets\): there is no toolset opnai; did you mean openai\?/,
    ],
    ['no bearer token', ['serve'], { NOTION_TOKEN: 'ntn_abc', HOST: '0.0.0.0' }, /MCP_AUTH_TOKEN is missing/],
    ['a token that Notion refuses, stdio', [], { NOTION_TOKEN: 'ntn_wrong' }, /Notion does not accept/],
    [
      'a token that Notion refuses, serve',
      ['serve', '--port', '0'],
      { NOTION_TOKEN: 'ntn_wrong' },
      /Notion does not accept/,
    ],
  ])('%s: code 2 and one line', async (_name, args, settings, expected) => {
    const cli = startCli(args, { NOTION_API_URL: sandbox.url, ...settings });
    expect(await cli.ended).toBe(2);
    const lines = cli
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('notion-rest-mcp: '));
    expect(lines).toEqual([expect.stringMatching(expected)]);
    expect(cli.stderr()).not.toMatch(/ntn_/);
    expect(cli.stderr()).not.toMatch(/^\s+at /m);
    expect(cli.stdout()).toBe('');
  });

  it('a port in use: code 1 and what to do', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    const settings = { NOTION_API_URL: sandbox.url, NOTION_TOKEN: SANDBOX_TOKEN, PORT: String(port) };
    const cli = startCli(['serve'], settings);
    expect(await cli.ended).toBe(1);
    expect(cli.stderr()).toContain(`cannot listen on 127.0.0.1 port ${port} (EADDRINUSE)`);
    const health = startCli(['serve'], { ...settings, PORT: '0', HEALTH_PORT: String(port) });
    expect(await health.ended).toBe(1);
    expect(health.stderr()).toContain(`127.0.0.1 port ${port} (EADDRINUSE). Set HEALTH_HOST or HEALTH_PORT`);
    await new Promise((resolve) => occupant.close(resolve));
  });
});

it.each([
  ['--version', /^\d+\.\d+\.\d+\S*\n$/],
  ['--help', /serve +serve many clients[\s\S]*help settings/],
])('%s answers on standard output', async (option, expected) => {
  const cli = startCli([option], {});
  expect(await cli.ended).toBe(0);
  expect(cli.stdout()).toMatch(expected);
  expect(cli.stdout()).toContain(readVersion());
  expect(cli.stderr()).toBe('');
});

it('serves although Notion cannot be reached, and says so', async () => {
  const settings = {
    NOTION_API_URL: 'http://127.0.0.1:9',
    NOTION_TOKEN: 'ntn_abc',
    CALL_DEADLINE_SECONDS: '1',
  };
  const cli = startCli(['serve', '--port', '0'], settings);
  await cli.stderrMatch(/serving MCP at/);
  await cli.stderrMatch(/could not check NOTION_TOKEN/);
  cli.child.kill('SIGTERM');
  expect(await cli.ended).toBe(0);
});
