import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { tools } from '../../../src/catalogue.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { startHeldNotion } from '../../support/notion/held-notion.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';

const AUTH_TOKEN = 'a-bearer-token-for-tests-of-32-chars';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  await closeClients();
  killAll();
});
afterAll(() => sandbox.close());

async function serve(notionUrl: string): Promise<RunningCli & { readonly url: string }> {
  const cli = startCli(['serve'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: notionUrl,
    MCP_AUTH_TOKEN: AUTH_TOKEN,
    PORT: '0',
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (\S+)/);
  return { ...cli, url };
}

const ping = (url: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${AUTH_TOKEN}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  });

describe.each(clientKinds)('a %s client', (kind) => {
  it('is served', async () => {
    const cli = await serve(sandbox.url);
    const client = await connectHttp(kind, cli.url, AUTH_TOKEN);
    expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.callTool('notion_search', { query: '' })),
    );
    for (const answer of answers) {
      expect(answer).toEqual({
        text: expect.stringMatching(/https:\/\/\S*notion\S*[0-9a-f]{32}/),
        isError: false,
      });
    }
    await client.close();
    expect(cli.stdout()).toBe('');
    expect(cli.stderr()).not.toContain(AUTH_TOKEN);
    expect(cli.stderr()).not.toContain(SANDBOX_TOKEN);
  });

  it('is refused without the bearer token', async () => {
    const cli = await serve(sandbox.url);
    await expect(connectHttp(kind, cli.url)).rejects.toThrow();
    await expect(connectHttp(kind, cli.url, 'another')).rejects.toThrow();
  });

  it('gets its answer although the server is told to stop in the middle of the call', async () => {
    const notion = await startHeldNotion();
    const cli = await serve(notion.url);
    const client = await connectHttp(kind, cli.url, AUTH_TOKEN);
    const call = client.callTool('notion_search', { query: 'plans' });
    await notion.arrived;
    cli.child.kill('SIGTERM');
    await cli.stderrMatch(/stopping/);
    const refused = await ping(cli.url);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    notion.release();
    expect(await call).toMatchObject({ isError: false });
    expect(await cli.ended).toBe(0);
    await client.close();
    await notion.close();
  });

  it('cancels the request to Notion by leaving', async () => {
    const notion = await startHeldNotion();
    const cli = await serve(notion.url);
    const client = await connectHttp(kind, cli.url, AUTH_TOKEN);
    const call = client.callTool('notion_search', { query: 'plans' });
    const failed = expect(call).rejects.toThrow();
    await notion.arrived;
    await client.close();
    await Promise.all([failed, notion.abandoned]);
    expect((await ping(cli.url)).status).toBe(200);
    await notion.close();
  });
});

it('a second signal ends the program at once', async () => {
  const notion = await startHeldNotion();
  const cli = await serve(notion.url);
  const client = await connectHttp('v2 modern', cli.url, AUTH_TOKEN);
  const failed = expect(client.callTool('notion_search', { query: '' })).rejects.toThrow();
  await notion.arrived;
  cli.child.kill('SIGINT');
  await cli.stderrMatch(/stopping/);
  cli.child.kill('SIGINT');
  expect(await cli.ended).toBe('SIGINT');
  await failed;
  await client.close();
  await notion.close();
});
