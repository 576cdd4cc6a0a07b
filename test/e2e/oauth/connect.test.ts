import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { Browser, wordsOf } from '../../notion-oauth/browser.js';
import { closeClients, connectStdio } from '../../support/clients/mcp-clients.js';
import { printedLink } from '../../support/servers/printed-link.js';
import { cliPath, killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notion-desktop-'));
});
afterEach(async () => {
  await closeClients();
  killAll();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => sandbox.close());

function settings(): Record<string, string> {
  return {
    NOTION_API_URL: sandbox.url,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    DATA_FOLDER: join(folder, 'data'),
  };
}

async function ended(cli: RunningCli): Promise<{ code: number | string; stdout: string; stderr: string }> {
  return { code: await cli.ended, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('connecting from a terminal', () => {
  it('stores the connection, and stdio needs no token from then on', async () => {
    const connect = startCli(['connect'], settings());
    const page = await new Browser().walk(await printedLink(connect), { label: /Ada Quill/ });
    expect(wordsOf(page.html)).toMatch(/connected/i);
    expect(await ended(connect)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Connected Tideline Labs: connected, connected \S+ by Ada Quill/),
    });

    const client = await connectStdio('v2 modern', {
      command: process.execPath,
      args: [cliPath],
      env: settings(),
    });
    const answer = await client.callTool('notion_search', { query: 'deploy guide' });
    expect(answer).toEqual({ isError: false, text: expect.stringContaining('- Deploy guide (page') });
    await client.close();

    const listed = await ended(startCli(['connections'], settings()));
    const [, id = ''] = /\(([0-9a-f-]{36})\)/.exec(listed.stdout) ?? [];
    expect((await ended(startCli(['connections', '--space', 'another'], settings()))).stdout).toMatch(
      /^No workspace is connected in this space\./,
    );
    // Seen from a machine whose own space is another, its space is named.
    const elsewhere = startCli(['connections'], { ...settings(), SPACE_ID: 'another' });
    expect((await ended(elsewhere)).stdout).toBe(`Space personal\n  ${listed.stdout}`);
    expect(await ended(startCli(['disconnect', id], settings()))).toMatchObject({
      code: 0,
      stdout: 'Disconnected, and the tokens were revoked at Notion.\n',
    });
    expect((await ended(startCli(['connections'], settings()))).stdout).toContain('disconnected');
  });

  it('gives a stdio client without a connection the link, and is connected by it', async () => {
    expect((await ended(startCli(['connections'], settings()))).stdout).toMatch(/^No workspace is connected/);
    const client = await connectStdio('v1', { command: process.execPath, args: [cliPath], env: settings() });
    const answer = await client.callTool('notion_search', {});
    expect(answer.isError).toBe(true);
    expect(await client.callTool('notion_search', {})).toEqual(answer);
    const [link = ''] = /http:\/\/127\.0\.0\.1:\S+/.exec(answer.text) ?? [];
    await new Browser().walk(link);
    expect((await client.callTool('notion_search', {})).isError).toBe(false);
  });

  it('ends well-told when consent is denied', async () => {
    const connect = startCli(['connect'], settings());
    await new Browser().walk(await printedLink(connect), { decision: 'cancel' });
    expect(await ended(connect)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^notion-rest-mcp: Access was not allowed in Notion/m),
    });
  });

  it('keeps folder, database and key to their owner, and no token in clear', async () => {
    const connect = startCli(['connect'], settings());
    await new Browser().walk(await printedLink(connect));
    await connect.ended;
    const data = settings()['DATA_FOLDER'] ?? '';
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    const files = await readdir(data);
    expect(files).toEqual(expect.arrayContaining(['credentials.db', 'credentials.key']));
    for (const file of files) {
      const path = join(data, file);
      expect((await stat(path)).mode & 0o077).toBe(0);
      expect((await readFile(path)).toString('latin1')).not.toMatch(/(?:ntn|nrt)_[A-Za-z0-9]/);
    }
    expect(connect.stdout() + connect.stderr()).not.toMatch(/(?:ntn|nrt)_[A-Za-z0-9]/);
  });
});
