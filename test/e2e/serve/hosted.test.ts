import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { Browser } from '../../notion-oauth/browser.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll } from '../../support/servers/spawn.js';
import { until } from '../../harness/processes/until.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let server: SpacesServer;
let key: string;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: engineeringWorkspace() });
  server = await startSpacesServer(sandbox, {
    HOSTED: 'on',
    HOSTED_PROXY: 'true',
    AUDIT_READS: 'true',
    TOOLSETS: 'read,hosted',
    NOTION_MCP_URL: sandbox.hosted.resource,
  });
  key = await server.createKey('--space', 'team');
  await connectHosted(key, 'team');
});

afterEach(closeClients);

afterAll(async () => {
  await server?.close();
  await sandbox?.close();
  killAll();
});

async function connectHosted(by: string, spaceId: string): Promise<void> {
  const started = await fetch(`${server.origin}/api/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId }),
  });
  const { authorizeUrl } = (await started.json()) as { authorizeUrl: string };
  await signIn(authorizeUrl);
}

/** The whole way of a person; the hosted server has a callback of its own before ours. */
async function signIn(link: string): Promise<void> {
  const browser = new Browser();
  const { location } = await browser.walk(link);
  const shown = await browser.open(location);
  expect([shown.status, shown.html]).toEqual([200, expect.stringContaining('MCP connected')]);
}

const post = (
  path: string,
  body: object,
  by = key,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.origin}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${by}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
  });

const SELF = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'notion-fetch', arguments: { id: 'self' } },
};

describe('the proxy', () => {
  it.each(clientKinds.filter((kind) => kind !== 'v2 modern'))(
    'passes on what a client (%s) sends, at each of its addresses',
    async (kind) => {
      for (const path of ['/mcp/hosted', '/mcp/team/hosted', '/mcp/notion/proxy?backend=hosted']) {
        const client = await connectHttp(kind, `${server.origin}${path}`, key);
        const names = (await client.listTools()).map(({ name }) => name);
        expect(names).toContain('notion-fetch');
        expect(names).not.toContain('notion-update-page');
        const { text } = await client.callTool('notion-fetch', { id: 'self' });
        expect(JSON.parse(text)).toMatchObject({ self: { workspace: { name: 'Tideline Labs' } } });
        await expect(client.callTool('notion-update-page', {})).rejects.toThrow('may not be called');
      }
    },
  );

  it('passes nothing on without a key, for another space, or with a space smuggled in', async () => {
    sandbox.hosted.clearRequests();
    const other = await server.createKey('--space', 'other');
    const answers = await Promise.all([
      post('/mcp/hosted', SELF, 'nrm_wrong'),
      post('/mcp/team/hosted', SELF, other),
      post('/mcp/hosted', SELF, other, { 'x-space-id': 'team' }),
      post('/mcp/other/hosted', SELF, key, { 'x-space-id': 'team' }),
      post(
        '/mcp/hosted?space=team&spaceId=team',
        { ...SELF, params: { ...SELF.params, _meta: { spaceId: 'team' } } },
        other,
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 404, 200]);
    expect(await answers[4]?.json()).toMatchObject({
      error: {
        message: expect.stringContaining('No workspace is connected through'),
        data: { reason: 'reconnect' },
      },
    });
    expect(sandbox.hosted.requests).toEqual([]);
  });

  it('shows no token of Notion, and logs neither what was sent nor what came back', async () => {
    const answer = await post('/mcp/hosted', SELF);
    expect(await answer.text()).toContain('Tideline Labs');
    const log = server.cli.stderr();
    expect(log).toMatch(/passed a call on to the hosted server/);
    expect(log).not.toMatch(/Tideline|\bself\b/);
  });

  it('is in the audit log as our own tools are', async () => {
    const page = '1'.repeat(32);
    await post('/mcp/hosted', { ...SELF, params: { name: 'notion-fetch', arguments: { id: page } } });
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    await client.callTool('notion_sql', { query: 'SELECT 1', data_sources: [`collection://${page}`] });
    let lines = '';
    await until(
      async () => {
        lines = (await server.run('audit', 'export')).stdout;
        return lines.includes('notion_sql');
      },
      { withinMs: 30_000 },
    );
    const read = lines.split('\n').filter((line) => line.includes('page.read'));
    expect(read.some((line) => /"object":"page 1{8}-.*hosted:fetch/.test(line))).toBe(true);
    expect(read.some((line) => /"object":"database 1{8}-.*notion_sql/.test(line))).toBe(true);
  });

  it('leaves the address of the earlier proxy to this server’s own tools without backend=hosted', async () => {
    const client = await connectHttp('v1', `${server.origin}/mcp/notion/proxy`, key);
    expect((await client.listTools()).map(({ name }) => name)).toContain('notion_search');
  });
});

describe('the tools', () => {
  it('work through the hosted server alone, and say what they cannot do', async () => {
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    const found = await client.callTool('notion_search', { query: 'pager' });
    expect(found.text).toContain("through Notion's hosted server alone");
    expect((await client.callTool('notion_list_teamspaces')).text).toContain('Tideline Labs HQ');
    const refused = await client.callTool('notion_list_databases');
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain('connected through Notion’s hosted server alone'.replace('’', "'"));
  });

  it('use both where both are connected, and list one workspace', async () => {
    const both = await server.createKey('--space', 'both');
    await server.connect(both, 'both');
    await connectHosted(both, 'both');
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, both);
    const { text } = await client.callTool('notion_search', { query: 'Salary bands' });
    expect(text).toContain("Found by Notion's hosted server");
    expect((await client.listTools()).map(({ name }) => name)).not.toContain('notion_list_workspaces');
  });
});

it('a sign-in that has ended is answered with a link that works for this caller', async () => {
  sandbox.hosted.removeAllGrants();
  const answer = (await (await post('/mcp/hosted', SELF)).json()) as {
    error: { message: string; data: { url: string } };
  };
  expect(answer.error.message).toContain('Ask the user to open this link once');
  const { url } = answer.error.data;
  expect(url).toContain(`${server.origin}/integrations/notion/mcp/oauth/go/`);
  await signIn(url);
  expect((await post('/mcp/hosted', SELF)).status).toBe(200);
});
