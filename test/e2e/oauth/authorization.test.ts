import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { oauthApp } from '../../oauth-server/app/oauth-apps.js';
import { Person } from '../../oauth-server/app/person.js';
import { clientKinds } from '../../support/clients/mcp-clients.js';
import { killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

/** A person pastes the address of the built server into a client, and clicks once. */
let sandbox: Sandbox;
let server: SpacesServer;

beforeAll(async () => {
  const workspace = workspaceWith({ name: 'North', rows: 3 }).workspace;
  addPerson(workspace, 'Nora North', null);
  sandbox = await startSandbox({ workspace, oauth: {} });
  server = await startSpacesServer(sandbox);
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

function newPerson(): Person {
  const person = new Person(server.origin);
  person.atNotion = { label: /Nora North/ };
  return person;
}

describe.each(clientKinds)('a %s client with nothing but the address', (kind) => {
  it('is let in by a person, lists the tools, and reads', async () => {
    const app = oauthApp(kind, `${server.origin}/mcp`);
    expect(await app.connect()).toBe(false);
    await app.finish(await newPerson().authorize(app.memory.authorizationUrl));
    expect(await app.connect()).toBe(true);
    expect(await app.toolNames()).toContain('notion_search');
    const answer = await app.call('notion_query_database', { database: 'Voyages' });
    expect(answer.text).toMatch(/^3 rows; that is all/);
    await app.close();
  });

  it('is told when the person says no', async () => {
    const app = oauthApp(kind, `${server.origin}/mcp`);
    await app.connect();
    const person = newPerson();
    const page = await person.visit(app.memory.authorizationUrl);
    const back = new URL((await person.submit(page, { decision: 'deny' })).url);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(await app.connect()).toBe(false);
  });
});

describe('the server', () => {
  it('starts again with the same secrets: tokens, clients and browsers stay known', async () => {
    const app = oauthApp('v2 modern', `${server.origin}/mcp`);
    await app.connect();
    const person = newPerson();
    await app.finish(await person.authorize(app.memory.authorizationUrl));
    server.cli.child.kill('SIGTERM');
    expect(await server.cli.ended).toBe(0);
    const again = startCli(['serve'], server.settings);
    await again.stderrMatch(/serving MCP at/);
    expect(await app.connect()).toBe(true);
    app.memory.tokens = { ...app.memory.tokens, access_token: 'an-old-one' };
    expect(await app.connect()).toBe(true);
    await app.close();
    const next = oauthApp('v1', `${server.origin}/mcp`);
    await next.connect();
    person.visited.length = 0;
    await next.finish(await person.authorize(next.memory.authorizationUrl));
    expect(person.visited.some((url) => url.includes('/integrations/'))).toBe(false);
    expect(await next.connect()).toBe(true);
    await next.close();

    // Nothing but its own log lines, and in them no token; not even where a client's document cannot be had.
    await person.visit(
      `${server.origin}/oauth/authorize?client_id=https%3A%2F%2F127.0.0.1%2Fclient.json&response_type=code`,
    );
    again.child.kill('SIGTERM');
    await again.ended;
    expect(again.stdout()).toBe('');
    const lines = again.stderr().trim().split('\n');
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([]);
    expect(again.stderr()).not.toContain(app.memory.tokens.access_token);
  });
});
