import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addGuest, writtenBy } from '../../../src/sandbox/build/authors.js';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addBlocks, addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { closeClients, connectHttp, connectStdio } from '../../support/clients/mcp-clients.js';
import { cliPath, killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

const INDEXING = {
  SEARCH_INDEX: 'on',
  SEARCH_INDEX_BUDGET_SHARE: '50',
  NOTION_REQUESTS_PER_MINUTE: '10000',
};

let sandbox: Sandbox;
let folder: string;
const pages = { open: '', below: '', harbour: '', guests: '' };

beforeAll(async () => {
  const { workspace } = workspaceWith({ name: 'North', rows: 2 });
  const guest = addGuest(workspace, 'Greta Guest', null);
  pages.open = addPage(workspace, {
    title: 'Open house',
    blocks: [paragraph('Visitors see the lantern room.')],
  });
  pages.below = addPage(workspace, {
    title: 'Opening hours',
    parent: { kind: 'page', id: pages.open },
    blocks: [paragraph('The lantern room opens at nine, with saffron buns.')],
  });
  pages.harbour = addPage(workspace, {
    title: 'Harbour notes',
    blocks: [paragraph('The quay lamp blinks twice before marzipan is served in the lantern room.')],
  });
  pages.guests = addPage(workspace, {
    title: 'Guest book',
    author: guest,
    blocks: [paragraph('The lantern room smells of turpentine.')],
  });
  const [added = ''] = addBlocks(workspace, { kind: 'page', id: pages.harbour }, [
    paragraph('Somebody else adds asafoetida to the lantern room.'),
  ]);
  writtenBy(workspace, added, { author: guest, editor: guest });
  sandbox = await startSandbox({ workspace, oauth: {} });
  folder = await mkdtemp(join(tmpdir(), 'index-limits-'));
});
afterEach(() => closeClients());
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
  killAll();
});

/** Asks again until everything is read; the test's own limit ends it. */
async function untilRead(search: (query: string) => Promise<string>): Promise<void> {
  while (!/index: all \d+ pages|texts by index \(all/.test(await search('lantern room'))) {
    await delay(100);
  }
}

describe('an index of a connection that many keys use, in lockdown', () => {
  let server: SpacesServer;
  let key: string;

  beforeAll(async () => {
    server = await startSpacesServer(sandbox, { ...INDEXING, LOCKDOWN: 'true' });
    key = await server.createKey('--space', 'red');
    await server.connect(key, 'red');
  });
  afterAll(() => server.close());

  async function search(query: string): Promise<string> {
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    const { text } = await client.callTool('notion_search', { query });
    await closeClients();
    return text;
  }

  it('holds and shows what insiders wrote alone', async () => {
    while (!/Harbour notes/.test(await search('"lamp blinks twice"'))) {
      await delay(100);
    }
    await untilRead(search);
    const found = await search('lantern room');
    expect(found).toMatch(/Harbour notes/);
    expect(found).toMatch(/Open house/);
    expect(found).not.toMatch(/Guest book|turpentine|asafoetida/);
    for (const query of [
      'turpentine',
      'turp*',
      'turpentien',
      'asafoetida',
      '"adds asafoetida"',
      'in:"Guest book" lantern',
    ]) {
      const answer = await search(query);
      expect(answer).not.toMatch(/\bGuest book \(|smells of|Somebody else adds/);
      // Neither is said how a word is spelt that nobody may see.
      expect(/turpentine|asafoetida/.test(query) ? '' : answer).not.toMatch(/turpentine|asafoetida/);
    }
  });
});

describe('an index over stdio, kept to roots', () => {
  it('holds and shows what lies below them', async () => {
    const client = await connectStdio('v2 modern', {
      command: process.execPath,
      args: [cliPath],
      env: {
        ...INDEXING,
        NOTION_TOKEN: SANDBOX_TOKEN,
        NOTION_API_URL: sandbox.url,
        READ_ROOTS: pages.open,
        DATA_FOLDER: join(folder, 'rooted'),
      },
    });
    const search = async (query: string): Promise<string> =>
      (await client.callTool('notion_search', { query })).text;
    while (!/Opening hours/.test(await search('"saffron buns"'))) {
      await delay(100);
    }
    const found = await search('lantern room');
    expect(found).toMatch(/Open house/);
    expect(found).toMatch(/Opening hours/);
    for (const query of ['lantern room', 'marzipan', 'marz*', 'marzipna', `in:${pages.harbour} quay`]) {
      const answer = await search(query);
      expect(answer).not.toMatch(/Harbour notes|quay lamp|turpentine/);
      expect(query === 'marzipan' ? '' : answer).not.toContain('marzipan');
    }
  });
});

describe('commands on the index of a token', () => {
  it('build, tell, search and purge', async () => {
    const settings = {
      ...INDEXING,
      NOTION_TOKEN: SANDBOX_TOKEN,
      NOTION_API_URL: sandbox.url,
      DATA_FOLDER: join(folder, 'built'),
    };
    const run = async (...args: string[]) => {
      const command = startCli(args, settings);
      return [await command.ended, command.stdout()] as const;
    };
    expect(await run('index', 'status')).toEqual([
      0,
      'Nothing is indexed. SEARCH_INDEX=on indexes what a server reads.\n',
    ]);
    const [code, built] = await run('index', 'build');
    expect(code).toBe(0);
    expect(built.trim().split('\n').at(-1)).toMatch(/: all \d+ pages/);
    const [, status] = await run('index', 'status');
    expect(status).toMatch(
      /^Workspace of NOTION_TOKEN: all \d+ pages, .*\(\d+ passages, [\d.]+ MB of text in [\d.]+ MB\)\n$/,
    );
    const [, found] = await run('search', '"lamp blinks twice"');
    expect(found).toContain('Harbour notes');
    expect(await run('index', 'purge')).toEqual([0, 'Workspace of NOTION_TOKEN: purged\n']);
    expect(await run('index', 'purge')).toEqual([0, 'Workspace of NOTION_TOKEN: nothing was indexed\n']);
  });
});
