import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let server: SpacesServer;
beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
  server = await startSpacesServer(sandbox, { WRITE_MODE: 'on' });
  await server.connect(await server.createKey('--space', 'red'), 'red');
});
afterAll(async () => {
  await closeClients();
  await server.close();
  await sandbox.close();
  killAll();
});

describe('a key that may change some things', () => {
  it.each(clientKinds)('changes these alone, with a %s client', async (kind) => {
    const key = await server.createKey(
      '--space',
      'red',
      '--change-properties',
      'Budget,Project',
      '--tools',
      'notion_search,notion_query_database,notion_create_pages',
    );
    const client = await connectHttp(kind, `${server.origin}/mcp`, key);
    const page = (properties: object) => ({ parent: 'Projects', pages: [{ title: 'x', properties }] });
    const refused = await client.callTool('notion_create_pages', page({ Stage: 'Idea' }));
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toMatch(/"Stage" may not be changed here, only "Budget", "Project"/);
    expect(await client.callTool('notion_create_pages', page({ Budget: 3 }))).toMatchObject({
      isError: false,
    });
    expect((await client.callTool('notion_comment', { on: 'x', text: 'x' })).text).toContain('was not run');
  });

  it('changes nothing outside of its pages, and reads there', async () => {
    const key = await server.createKey('--space', 'red', '--change-roots', 'f'.repeat(32));
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    const refused = await client.callTool('notion_create_pages', {
      parent: 'Projects',
      pages: [{ title: 'x' }],
    });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toContain('outside of the pages that may be changed');
    expect(await client.callTool('notion_query_database', { database: 'Projects' })).toMatchObject({
      isError: false,
    });
    expect((await server.run('keys', 'list')).stdout).toContain(`changes below ${'f'.repeat(32)}`);
  });

  it.each([
    [['--change-roots', 'My page'], /--change-roots: entry 1 is not the URL or id of a page or database/],
    [['--change-properties', 'x'.repeat(201)], /--change-properties: a name has at most 200 characters/],
    [['--change-properties', 'x', '--scopes', 'read'], /need --scopes read,write/],
  ])('is not made with %j', async (args, problem) => {
    const { code, stderr } = await server.run('keys', 'create', '--space', 'red', ...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(problem)]);
  });
});
