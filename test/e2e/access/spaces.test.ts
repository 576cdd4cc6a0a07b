import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { Browser } from '../../notion-oauth/browser.js';
import { nextCall } from '../../support/notion/tool-sandbox.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { forgedAtEnd } from '../../support/forged.js';
import { partsOfKey } from '../../support/service-key.js';

/** Two tenants of one server, each with workspaces of their own. */
let sandbox: Sandbox;
let server: SpacesServer;
const keys = { red: '', blue: '', all: '' };

beforeAll(async () => {
  const north = workspaceWith({ name: 'North', rows: 3 }).workspace;
  const south = workspaceWith({ name: 'South', rows: 2 }).workspace;
  addPerson(north, 'Nora North', 'nora@example.com');
  addPerson(south, 'Sam South', null);
  sandbox = await startSandbox({ workspace: north, oauth: { workspaces: [south] } });
  server = await startSpacesServer(sandbox);
  keys.red = await server.createKey('--space', 'red');
  keys.blue = await server.createKey('--space', 'blue', '--label', 'the blue agent');
  keys.all = await server.createKey('--all-spaces');
});
afterEach(() => closeClients());
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

describe('a space without a connection', () => {
  it('is answered with the link to connect, and the same link again', async () => {
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, keys.red);
    const first = await client.callTool('notion_search');
    expect(first.isError).toBe(true);
    expect(first.text).toMatch(/^No Notion workspace is connected\.\nAsk the user to open this link once/);
    expect(first.text).toContain(`${server.origin}/integrations/notion/oauth/go/`);
    expect(await client.callTool('notion_search')).toEqual(first);
    // Tools are listed all the same: a client learns of the link by calling one.
    expect((await client.listTools()).map(({ name }) => name)).not.toContain('notion_list_workspaces');
  });
});

describe('after consent', () => {
  beforeAll(async () => {
    const page = await server.connect(keys.red, 'red', /North/);
    expect(page.status).toBe(200);
    await server.connect(keys.all, 'blue', /South/);
  });

  it.each(clientKinds)('the tools of a %s client read the workspace of their own space', async (kind) => {
    for (const [key, rows] of [
      [keys.red, 3],
      [keys.blue, 2],
    ] as const) {
      const client = await connectHttp(kind, `${server.origin}/mcp`, key);
      const answer = await client.callTool('notion_query_database', { database: 'Voyages' });
      expect(answer.text).toMatch(new RegExp(`^${rows} rows; that is all`));
    }
  });

  it('a key for every space chooses one in the path or the header', async () => {
    const call = async (path: string, headers: Record<string, string> = {}): Promise<[number, string]> => {
      const response = await fetch(`${server.origin}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: `Bearer ${keys.all}`,
          ...headers,
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'notion_query_database', arguments: { database: 'Voyages' } },
        }),
      });
      return [response.status, await response.text()];
    };
    expect(await call('/mcp/red')).toEqual([200, expect.stringContaining('3 rows; that is all')]);
    expect(await call('/mcp/blue')).toEqual([200, expect.stringContaining('2 rows; that is all')]);
    expect(await call('/mcp/notion/proxy', { 'x-space-id': 'blue' })).toEqual([
      200,
      expect.stringContaining('2 rows; that is all'),
    ]);
    expect(await call('/mcp')).toEqual([400, expect.stringContaining('/mcp/{spaceId}')]);
    expect((await call('/mcp/red', { 'x-space-id': 'blue' }))[0]).toBe(404);
    expect((await call('/mcp/%2e%2e'))[0]).toBe(404);
  });

  it('no key reaches another space, whatever it names', async () => {
    const refused = async (path: string, key?: string): Promise<[number, string | null]> => {
      const response = await fetch(`${server.origin}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      return [response.status, response.headers.get('www-authenticate')];
    };
    expect(await refused('/mcp/blue', keys.red)).toEqual([404, null]);
    expect(await refused('/mcp/no-such-space', keys.red)).toEqual([404, null]);
    const whereToGo = `scope="notion:read", resource_metadata="${server.origin}/.well-known/oauth-protected-resource/mcp"`;
    expect(await refused('/mcp')).toEqual([401, `Bearer realm="notion-rest-mcp", ${whereToGo}`]);
    expect(await refused('/mcp', forgedAtEnd(keys.red))).toEqual([
      401,
      `Bearer realm="notion-rest-mcp", error="invalid_token", ${whereToGo}`,
    ]);
  });

  it('a connection id of another space is worth nothing', async () => {
    const list = async (space: string, key: string): Promise<Response> =>
      server.backend('GET', `/connections?spaceId=${space}`, key);
    const { connections } = (await (await list('red', keys.red)).json()) as { connections: { id: string }[] };
    const [red] = connections;
    expect((await list('blue', keys.red)).status).toBe(404);
    for (const id of [red?.id ?? '', randomUUID()]) {
      expect((await server.backend('DELETE', `/connections/${id}?spaceId=blue`, keys.blue)).status).toBe(404);
      expect((await server.backend('POST', `/connections/${id}/reconnect`, keys.blue)).status).toBe(404);
    }
    expect(await (await list('red', keys.red)).json()).toMatchObject({
      connections: [{ status: 'connected' }],
    });
  });

  it('a cursor of another space opens nothing of it', async () => {
    const red = await connectHttp('v2 modern', `${server.origin}/mcp`, keys.red);
    const blue = await connectHttp('v2 modern', `${server.origin}/mcp`, keys.blue);
    const page = await red.callTool('notion_query_database', { database: 'Voyages', limit: 1 });
    const stolen = nextCall(page.text)?.input ?? {};
    const answer = await blue.callTool('notion_query_database', stolen);
    expect(answer.isError).toBe(true);
    const pages = await red.callTool('notion_search', { query: 'Voyage 3' });
    const [url] = /https:\S+/.exec(pages.text) ?? [];
    expect((await blue.callTool('notion_read_page', { page: url })).text).toMatch(
      /not shared|no such object/,
    );
  });

  it('a second workspace brings the workspace argument and its list', async () => {
    await server.connect(keys.red, 'red', /South/);
    const client = await connectHttp('v1', `${server.origin}/mcp`, keys.red);
    const listed = await client.listTools();
    expect(listed.map(({ name }) => name)).toContain('notion_list_workspaces');
    for (const tool of listed.filter(({ name }) => name !== 'notion_list_workspaces')) {
      expect(tool).toMatchObject({ inputSchema: { properties: { workspace: { type: 'string' } } } });
    }
    const list = await client.callTool('notion_list_workspaces');
    expect(list.text).toMatch(/^2 workspaces; that is all\./);
    expect(list.text).toContain('- North (');
    const unsaid = await client.callTool('notion_query_database', { database: 'Voyages' });
    expect(unsaid).toEqual({
      isError: true,
      text: expect.stringMatching(
        /^workspace: Several workspaces are connected\.\nPass one of: "North" \(.*"South" \(/,
      ),
    });
    for (const [workspace, rows] of [
      ['north', 3],
      ['South', 2],
    ] as const) {
      const answer = await client.callTool('notion_query_database', { database: 'Voyages', workspace });
      expect(answer.text).toMatch(new RegExp(`^${rows} rows`));
    }
    expect((await client.callTool('notion_search', { workspace: 'West' })).text).toMatch(
      /^workspace: No connected/,
    );
  });

  it('a disconnected workspace is gone from the next call on, and its tokens are revoked', async () => {
    const { connections } = (await (
      await server.backend('GET', '/connections?spaceId=blue', keys.blue)
    ).json()) as { connections: { id: string }[] };
    const [blue] = connections;
    const gone = await server.backend('DELETE', `/connections/${blue?.id}`, keys.blue);
    expect(gone.status).toBe(200);
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, keys.blue);
    expect((await client.callTool('notion_search')).text).toMatch(/^No Notion workspace is connected/);
  });
});

describe('service keys', () => {
  it('are listed without their secret and refused once revoked', async () => {
    const key = await server.createKey('--space', 'green', '--label', 'short-lived');
    const { id, secret } = partsOfKey(key);
    const { stdout } = await server.run('keys', 'list');
    expect(stdout).toContain(`${id}, space green, created`);
    expect(stdout).not.toContain(secret);
    const status = async (): Promise<number> =>
      (await server.backend('GET', '/connections?spaceId=green', key)).status;
    expect(await status()).toBe(200);
    expect((await server.run('keys', 'revoke', id)).code).toBe(0);
    expect(await status()).toBe(401);
    expect((await server.run('keys', 'revoke', id)).code).toBe(2);
  });

  it('sealing keys rotate while the server serves', async () => {
    const rotated = await server.run('keys', 'rotate');
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Re-sealed: /) });
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, keys.red);
    const answer = await client.callTool('notion_query_database', {
      database: 'Voyages',
      workspace: 'North',
    });
    expect(answer.text).toMatch(/^3 rows/);
    expect((await server.run('rebuild')).code).toBe(0);
  });
});

describe('a connection that Notion has ended', () => {
  it('is told with the link, and from then on without asking Notion', async () => {
    const key = await server.createKey('--space', 'amber');
    await server.connect(key, 'amber', /Sam South/);
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    expect((await client.callTool('notion_search')).isError).toBe(false);
    sandbox.oauth.removeAllGrants();
    const told = await client.callTool('notion_search', { query: 'anything' });
    expect(told).toMatchObject({
      isError: true,
      structured: { reason: 'reconnect', link: expect.stringMatching(/^http/) },
      text: expect.stringMatching(
        /^Notion no longer accepts this connection\.\nAsk the user to open this link once, then retry: http/,
      ),
    });
    const [link = ''] = /http\S+/.exec(told.text) ?? [];
    sandbox.clearRequests();
    expect(await client.callTool('notion_search', { query: 'else' })).toEqual(told);
    expect(sandbox.requests).toEqual([]);
    const page = await new Browser().walk(link, { label: /Sam South/ });
    expect(page.status).toBe(200);
    expect((await client.callTool('notion_search')).isError).toBe(false);
  });
});
