import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { Browser } from '../../notion-oauth/browser.js';
import { closeClients, connectStdio } from '../../support/clients/mcp-clients.js';
import { printedLink } from '../../support/servers/printed-link.js';
import { cliPath, killAll, startCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: engineeringWorkspace() });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notion-hosted-'));
});
afterEach(async () => {
  await closeClients();
  killAll();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => sandbox.close());

const settings = (): Record<string, string> => ({
  NOTION_API_URL: sandbox.url,
  NOTION_MCP_URL: sandbox.hosted.resource,
  HOSTED: 'on',
  DATA_FOLDER: join(folder, 'data'),
});

async function run(...words: string[]): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const cli = startCli(words, settings());
  return { code: await cli.ended, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('connecting the hosted server from a terminal', () => {
  it('needs no client id; stdio then reads through it, and disconnecting ends it there too', async () => {
    const connect = startCli(['connect', '--hosted'], settings());
    const browser = new Browser();
    const { location } = await browser.walk(await printedLink(connect));
    const shown = await browser.open(location);
    expect(shown.html).toContain('MCP connected');
    expect(await connect.ended).toBe(0);
    expect(connect.stdout()).toMatch(/MCP connected: Tideline Labs[\s\S]*after 180 days/);

    const client = await connectStdio('v2 modern', {
      command: process.execPath,
      args: [cliPath],
      env: settings(),
    });
    const answer = await client.callTool('notion_search', { query: 'pager' });
    expect(answer).toMatchObject({ isError: false, text: expect.stringContaining('On-call guide') });
    await client.close();

    const listed = await run('connections');
    expect(listed.stdout).toMatch(/Tideline Labs/);
    const [, id = ''] = /\(([0-9a-f-]{36})\)/.exec(listed.stdout) ?? [];
    expect(await run('disconnect', id)).toMatchObject({
      code: 0,
      stdout: 'Disconnected, and the tokens were revoked at Notion.\n',
    });
    expect((await run('connections')).stdout).toContain('disconnected');
  });

  it('says that the person has declined', async () => {
    const connect = startCli(['connect', '--hosted'], settings());
    const browser = new Browser();
    const { location } = await browser.walk(await printedLink(connect), { decision: 'cancel' });
    await browser.open(location);
    expect(await connect.ended).toBe(1);
    expect(connect.stderr()).toMatch(/Access was not allowed in Notion, so nothing was stored/);
    expect((await run('connections')).stdout).toMatch(/^No workspace is connected/);
  });
});
