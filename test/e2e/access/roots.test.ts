import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { clientKinds, closeClients, connectHttp, connectStdio } from '../../support/clients/mcp-clients.js';
import { CANARY, rootedWorkspace } from '../../support/notion/rooted-workspace.js';
import { cliPath, killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

const place = rootedWorkspace();
let sandbox: Sandbox;
let server: SpacesServer;
const keys = { whole: '', kept: '' };

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: place.workspace, oauth: {} });
  server = await startSpacesServer(sandbox);
  keys.whole = await server.createKey('--space', 'red');
  keys.kept = await server.createKey('--space', 'red', '--roots', place.root);
  await server.connect(keys.whole, 'red');
});
afterEach(() => closeClients());
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

describe('a server kept to pages', () => {
  it.each(clientKinds)('keeps a %s client with a key to the roots of the key', async (kind) => {
    const whole = await connectHttp(kind, `${server.origin}/mcp`, keys.whole);
    expect((await whole.callTool('notion_read_page', { page: place.secret })).text).toContain(CANARY);
    const kept = await connectHttp(kind, `${server.origin}/mcp`, keys.kept);
    const refused = await kept.callTool('notion_read_page', { page: place.secret });
    expect(refused.text).toMatch(/^There is no such object among your allowed pages\./);
    const page = await kept.callTool('notion_read_page', { page: place.root });
    expect(page.text).toContain('The end of the plan.');
    expect(page.text).toContain('outside your allowed pages.');
    expect(page.text).not.toContain(CANARY);
  });

  it('keeps a client over stdio to READ_ROOTS', async () => {
    const client = await connectStdio('v2 modern', {
      command: process.execPath,
      args: [cliPath],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url, READ_ROOTS: place.root },
    });
    const hits = await client.callTool('notion_search', { query: 'Plan' });
    expect(hits.text).toContain('Plan for the harbour');
    expect(hits.text).not.toContain(CANARY);
    expect((await client.callTool('notion_read_page', { page: place.secret })).isError).toBe(true);
  });

  it('does not start for many spaces with READ_ROOTS, which would not hold there', async () => {
    const { code, stderr } = await server.run('serve', '--read-roots', place.root);
    expect([code, stderr]).toEqual([expect.anything(), expect.stringContaining('keys create --roots')]);
    expect(code).not.toBe(0);
  });
});
