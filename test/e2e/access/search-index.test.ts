import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addBlocks, addPage, addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { deliver, pageEvent, shakeHands } from '../../support/notion/webhook-events.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

const TOKEN = 'secret_of_the_subscription_0123456789';

/** Two spaces that index a workspace each, and a key of the first one with roots. */
let sandbox: Sandbox;
let server: SpacesServer;
const keys = { red: '', blue: '', rooted: '' };
const pages = { open: '', harbour: '' };
let north: Workspace;

beforeAll(async () => {
  north = workspaceWith({ name: 'North', rows: 2 }).workspace;
  const south = workspaceWith({ name: 'South', rows: 2 }).workspace;
  addPerson(north, 'Nora North', 'nora@example.com');
  addPerson(south, 'Sam South', null);
  pages.open = addPage(north, { title: 'Open house', blocks: [paragraph('Visitors see the lantern room.')] });
  pages.harbour = addPage(north, {
    title: 'Harbour notes',
    blocks: [paragraph('The quay lamp blinks twice before marzipan is served.')],
  });
  addPage(south, { title: 'South notes', blocks: [paragraph('Nutmeg is kept in the southern cellar.')] });
  sandbox = await startSandbox({ workspace: north, oauth: { workspaces: [south] } });
  server = await startSpacesServer(sandbox, {
    SEARCH_INDEX: 'on',
    SEARCH_INDEX_BUDGET_SHARE: '50',
    NOTION_REQUESTS_PER_MINUTE: '10000',
    WRITE_MODE: 'on',
  });
  keys.red = await server.createKey('--space', 'red');
  keys.blue = await server.createKey('--space', 'blue');
  keys.rooted = await server.createKey('--space', 'red', '--roots', pages.open);
  await server.connect(keys.red, 'red', /North/);
  await server.connect(keys.blue, 'blue', /South/);
});
afterEach(() => closeClients());
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

async function call(key: string, tool: string, input: object): Promise<string> {
  const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
  const { text } = await client.callTool(tool, input as Record<string, unknown>);
  await closeClients();
  return text;
}

const search = (key: string, query: string): Promise<string> => call(key, 'notion_search', { query });

/** Asks again until the answer is so; the test's own limit ends it. */
async function untilAnswered(key: string, query: string, wanted: RegExp): Promise<string> {
  for (;;) {
    const answer = await search(key, query);
    if (wanted.test(answer)) {
      return answer;
    }
    await delay(100);
  }
}

function files(): Promise<string[]> {
  return readdir(join(server.folder, 'search-index'));
}

it('indexes each space’s connection for itself', async () => {
  const red = await untilAnswered(keys.red, '"lamp blinks twice"', /Harbour notes/);
  expect(red).toContain('texts by index');
  const blue = await untilAnswered(keys.blue, '"southern cellar"', /South notes/);
  expect(blue).not.toContain('Harbour');
  for (const query of [
    'marzipan',
    'marz*',
    `in:${pages.harbour} quay`,
    'in:"Harbour notes" quay',
    'quay -nutmeg',
  ]) {
    expect(await search(keys.blue, query)).not.toMatch(/Harbour notes \(|blinks/);
  }
  expect(await search(keys.red, 'nutmeg')).not.toMatch(/South notes|cellar/);
  const names = await files();
  expect(names.filter((name) => name.endsWith('.db')).length).toBe(2);
  const { mode } = await stat(join(server.folder, 'search-index', names[0] ?? ''));
  expect(mode & 0o077).toBe(0);
});

it('shows a key with roots what lies below them, and tells it nothing of the rest', async () => {
  expect(await search(keys.rooted, 'lantern room')).toMatch(/Open house[^]*lantern/);
  for (const query of [
    'marzipan',
    '"lamp blinks twice"',
    'marzpian',
    'in:"Harbour notes" quay',
    'Harbour notes',
  ]) {
    const answer = await search(keys.rooted, query);
    expect(answer).toMatch(/^No page or database matches/);
    // Neither a number, nor how a word is spelt elsewhere, nor that a title is known.
    expect(answer.replace(/^No page.*\n?/, '')).not.toMatch(
      /Harbour|quay|marzi|hit|No text holds|Nothing indexed/,
    );
    expect(answer).not.toMatch(/\d+ (?:of|pages)/);
  }
});

it('reads what a webhook reports', async () => {
  expect((await shakeHands(server.origin, TOKEN)).status).toBe(200);
  const [, fingerprint = ''] = await server.cli.stderrMatch(/webhooks accept ([0-9a-f]{12})/);
  await server.run('webhooks', 'accept', fingerprint);
  const event = pageEvent({
    workspace_id: north.id,
    type: 'page.content_updated',
    entity: { id: pages.open, type: 'page' },
  });
  // Its time of edit stays: nothing but the event tells of it.
  addBlocks(north, { kind: 'page', id: pages.open }, [paragraph('Since the webhook there is saffron.')]);
  while ((await deliver(server.origin, TOKEN, event)).status === 401) {
    // The address remembers for two seconds which tokens were accepted.
    await delay(200);
  }
  expect(await untilAnswered(keys.red, 'saffron', /Open house/)).toContain('**saffron**');
});

it('reads what the server itself has written', async () => {
  await call(keys.red, 'notion_create_pages', {
    parent: pages.open,
    pages: [{ title: 'Larder', content: 'There is cardamom in it.' }],
  });
  expect(await untilAnswered(keys.red, 'cardamom', /Larder/)).toContain('**cardamom**');
  await call(keys.red, 'notion_edit_page', {
    page: 'Larder',
    edits: [{ find: 'cardamom', replace: 'turmeric' }],
  });
  expect(await untilAnswered(keys.red, 'turmeric', /Larder/)).toContain('**turmeric**');
  expect(await untilAnswered(keys.red, 'cardamom', /^No page/)).not.toContain('Larder (');
  await call(keys.red, 'notion_set_properties', {
    pages: ['Voyage 1'],
    set: { Notes: 'carries asafoetida' },
  });
  expect(await untilAnswered(keys.red, 'asafoetida', /Voyage 1/)).toContain('**asafoetida**');
});

it('tells probes how much was read, in percent and nothing else', async () => {
  const response = await fetch(`${server.origin}/readyz`);
  expect(await response.json()).toMatchObject({ index: { read_percent: expect.any(Number) } });
});

it('is told and searched in the terminal, and deleted for one space alone', async () => {
  const status = await server.run('index', 'status', '--space', 'red');
  expect(status.stdout).toMatch(
    /^North: (?:all )?[\d,]+ .*\(\d+ passages, [\d.]+ MB of text in [\d.]+ MB\)\n$/,
  );
  const found = await server.run('search', 'nutmeg cellar', '--space', 'blue');
  expect(found.stdout).toMatch(/South notes/);
  const refused = await server.run('search', 'kind:nonsense', '--space', 'blue');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('is no kind')]);
  const tooLong = await server.run('search', 'x'.repeat(301), '--space', 'blue');
  expect([tooLong.code, tooLong.stderr]).toEqual([1, expect.not.stringContaining('    at ')]);
  const empty = await server.run('index', 'status', '--space', 'green');
  expect(empty.stdout).toBe('No workspace is connected in the space green.\n');
});

it('deletes the file of a connection that is disconnected, and no other', async () => {
  const listed = await server.backend('GET', '/connections?spaceId=red', keys.red);
  const { connections } = (await listed.json()) as { connections: readonly { id: string }[] };
  const ended = await server.backend('DELETE', `/connections/${connections[0]?.id}?spaceId=red`, keys.red);
  expect(ended.status).toBe(200);
  for (;;) {
    const left = await files();
    if (left.filter((name) => name.endsWith('.db')).length === 1) {
      expect(left.filter((name) => name.endsWith('.key')).length).toBe(1);
      break;
    }
    await delay(50);
  }
  expect(await search(keys.blue, '"southern cellar"')).toContain('South notes');
  expect((await server.run('index', 'purge', '--space', 'blue')).stdout).toBe('South: purged\n');
  expect(await files()).toEqual([]);
  expect(server.cli.stderr()).not.toMatch(/marzipan|saffron|turmeric|nutmeg|Harbour/);
});
