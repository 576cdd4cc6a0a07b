import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { Browser } from '../../notion-oauth/browser.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

/* A server of many spaces without a client of the REST API's OAuth: HOSTED=on is enough. */

let sandbox: Sandbox;
let server: SpacesServer;
let key: string;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: engineeringWorkspace() });
  server = await startSpacesServer(sandbox, {
    HOSTED: 'on',
    NOTION_MCP_URL: sandbox.hosted.resource,
    NOTION_CLIENT_ID: '',
    NOTION_CLIENT_SECRET: '',
  });
  key = await server.createKey('--space', 'team');
});
afterEach(closeClients);
afterAll(async () => {
  await server?.close();
  await sandbox?.close();
  killAll();
});

/** The whole way of a person, from the link that a call has given. */
async function signIn(link: string): Promise<string> {
  const browser = new Browser();
  const { location } = await browser.walk(link);
  return (await browser.open(location)).html;
}

describe('hosted connections alone', () => {
  it('are made through the link of a call, and then answer it', async () => {
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    const refused = await client.callTool('notion_search', { query: 'pager' });
    const [link = ''] = /http:\S+/.exec(refused.text) ?? [];
    expect(link).toContain('/integrations/notion/mcp/oauth/go/');
    expect(await signIn(link)).toContain('MCP connected');
    const found = await client.callTool('notion_search', { query: 'pager' });
    expect(found.text).toContain("through Notion's hosted server alone");
  });

  it('are listed, made again and ended by a backend, which is told that REST is off', async () => {
    const listed = (await (await server.backend('GET', '/connections?spaceId=team', key)).json()) as {
      connections: { id: string; kind: string }[];
      hosted: object;
    };
    expect(listed).toMatchObject({ connections: [{ kind: 'hosted' }], hosted: { status: 'connected' } });
    const rest = await server.backend('POST', '/oauth/start', key, { spaceId: 'team' });
    expect([rest.status, await rest.text()]).toEqual([
      400,
      expect.stringContaining('REST connections are off'),
    ]);
    const path = `/connections/${listed.connections[0]?.id ?? ''}`;
    const again = await server.backend('POST', `${path}/reconnect`, key, { spaceId: 'team' });
    expect(await again.json()).toMatchObject({ authorizeUrl: expect.stringContaining('/mcp/oauth/go/') });
    const ended = await server.backend('DELETE', `${path}?spaceId=team`, key);
    expect(await ended.json()).toMatchObject({ status: 'disconnected', revokedAtNotion: true });
    expect(sandbox.hosted.livingGrants).toBe(0);
  });

  it('have no pages and no documents of what is not configured', async () => {
    for (const path of ['/', '/connections']) {
      const page = await (await fetch(`${server.origin}${path}`)).text();
      expect(page).toContain('open the link that such a program gives you');
      expect(page).not.toMatch(/attach|Sign in/);
    }
    for (const path of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-authorization-server',
      '/integrations/notion/oauth/callback?code=x&state=y',
      '/oauth/authorize',
    ]) {
      expect((await fetch(`${server.origin}${path}`)).status).toBe(404);
    }
    const unknown = await fetch(`${server.origin}/mcp`, { method: 'POST' });
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).not.toContain('resource_metadata');
    expect(await unknown.text()).not.toContain('access token');
  });
});

it.each<[string, Record<string, string>, RegExp]>([
  ['nothing at all', {}, /NOTION_TOKEN is missing.*HOSTED=on/],
  ['half of a client', { HOSTED: 'on', NOTION_CLIENT_SECRET: 'secret' }, /NOTION_CLIENT_ID is missing/],
  ['no address', { HOSTED: 'on' }, /PUBLIC_URL is missing/],
  [
    'a limit that the hosted server does not know',
    { HOSTED: 'on', PUBLIC_URL: 'http://127.0.0.1:1', LOCKDOWN: 'true' },
    /LOCKDOWN needs NOTION_CLIENT_ID/,
  ],
])('a server with %s does not start, and says what is missing', async (_what, settings, said) => {
  const cli = startCli(['serve'], { DATA_FOLDER: server.folder, ...settings });
  expect(await cli.ended).not.toBe(0);
  expect(cli.stderr()).toMatch(said);
});
