import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { killAll } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let server: SpacesServer;
beforeAll(async () => {
  const [north, south] = ['North', 'South'].map((name) => workspaceWith({ name, rows: 1 }).workspace) as [
    Workspace,
    Workspace,
  ];
  addPerson(north, 'Nora North', null);
  addPerson(south, 'Sam South', null);
  sandbox = await startSandbox({
    workspace: north,
    oauth: { workspaces: [south] },
    latencyMilliseconds: 300,
  });
  server = await startSpacesServer(sandbox, {
    MAX_CONCURRENT_CALLS: '20',
    MAX_CONCURRENT_CALLS_PER_SPACE: '100',
  });
});
afterEach(closeClients);
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

it('a space that takes all it can get leaves room for another', async () => {
  const key = await server.createKey('--all-spaces');
  await server.connect(key, 'stormy', /Nora/);
  await server.connect(key, 'calm', /Sam/);
  const stormy = await connectHttp('v2 modern', `${server.origin}/mcp/stormy`, key);
  const calm = await connectHttp('v2 modern', `${server.origin}/mcp/calm`, key);
  const over = new AbortController();
  const storm = Array.from({ length: 15 }, async () => {
    let refused = 0;
    while (!over.signal.aborted) {
      const { isError, text } = await stormy.callTool('notion_search', { query: '' });
      const isRefused = text.includes('Too many tool calls are running.');
      // On a slow machine the storm lasts until its budget of requests to Notion is used up.
      expect(isError).toBe(
        isRefused || text.includes("Notion's request budget for this connection is used up."),
      );
      refused += Number(isRefused);
    }
    return refused;
  });
  for (let count = 0; count < 5; count += 1) {
    expect(await calm.callTool('notion_search', { query: '' })).toMatchObject({ isError: false });
  }
  over.abort();
  const refused = (await Promise.all(storm)).reduce((sum, each) => sum + each, 0);
  expect(refused).toBeGreaterThan(0);
});
