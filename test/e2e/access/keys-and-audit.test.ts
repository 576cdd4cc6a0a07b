import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let server: SpacesServer;
let full: string;

beforeAll(async () => {
  const { workspace } = workspaceWith({ name: 'North', rows: 3 });
  addPerson(workspace, 'Nora North', 'nora@example.com');
  sandbox = await startSandbox({ workspace, oauth: {} });
  server = await startSpacesServer(sandbox, { AUDIT_READS: 'true' });
  full = await server.createKey('--space', 'red');
  await server.connect(full, 'red', /North/);
});
afterEach(() => closeClients());
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

const idOf = (key: string): string => key.slice(4, 16);
const mcp = (key: string) => connectHttp('v2 modern', `${server.origin}/mcp`, key);

describe('a key of the command line', () => {
  it('is kept to what it was made for', async () => {
    const options = '--space red --scopes read --expires 90d --daily-calls 2 --label narrow';
    const key = await server.createKey(...options.split(' '), '--tools', 'notion_search,notion_read_page');
    const client = await mcp(key);
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['notion_search', 'notion_read_page']);
    expect((await client.callTool('notion_query_database', { database: 'x' })).text).toMatch(
      /^notion_query_database was not run: this caller is not allowed/,
    );
    expect(await client.callTool('notion_search')).toMatchObject({ isError: false });
    expect(await client.callTool('notion_search')).toMatchObject({ isError: false });
    const refused = await client.callTool('notion_search');
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toMatch(/^This key's daily budget is used up \(calls\)\. It resets at 00:00 UTC/);
    const denied = await server.backend('GET', '/connections?spaceId=red', key);
    expect(denied.status).toBe(403);
    const listed = (await server.run('keys', 'list')).stdout;
    expect(listed).toMatch(
      new RegExp(
        `^${idOf(key)}, space red, created \\S+, read only, tools notion_search notion_read_page, expires \\S+, 2 calls a day, .*, narrow$`,
        'm',
      ),
    );
  });

  it('keeps its id when it is renewed, and both secrets work until the overlap is over', async () => {
    const key = await server.createKey('--space', 'red');
    const { stdout } = await server.run('keys', 'renew', idOf(key), '--overlap', '1h');
    const [fresh = ''] = stdout.split('\n', 1);
    expect(idOf(fresh)).toBe(idOf(key));
    for (const each of [key, fresh]) {
      expect(await (await mcp(each)).callTool('notion_search')).toMatchObject({ isError: false });
    }
    const again = await server.run('keys', 'renew', idOf(key), '--overlap', '0');
    expect(again.stdout).toContain('The old one is refused from now on.');
    for (const each of [key, fresh]) {
      expect((await server.backend('GET', '/connections?spaceId=red', each)).status).toBe(401);
    }
  });

  it('takes pages by address, and is listed for scripts', async () => {
    const root = '0fcfb079ef8f440a887810524fe8ca0e';
    const key = await server.createKey(
      '--space',
      'red',
      '--roots',
      `https://www.notion.so/Plans-${root},${root}`,
    );
    const { stdout } = await server.run('keys', 'list', '--json');
    const { keys } = JSON.parse(stdout) as { keys: { id: string; roots?: string[]; state: string }[] };
    expect(keys.find(({ id }) => id === idOf(key))).toMatchObject({ roots: [root], state: 'active' });
    expect(stdout).not.toContain(key.slice(17));
  });

  it.each([
    [['--scopes', 'admin'], /--scopes must be read, or read,write/],
    [['--tools', 'notion_serch'], /--tools: there is no such tool; did you mean notion_search\?/],
    [['--roots', 'My page'], /--roots: entry 1 is not the URL or id of a page or database/],
    [['--expires', 'tomorrow'], /--expires must be a number of minutes, hours or days/],
    [['--daily-calls', '0'], /--daily-calls must be a whole number from 1/],
  ])('is not made with %j', async (args, problem) => {
    const { code, stderr } = await server.run('keys', 'create', '--space', 'red', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(problem);
  });
});

describe('the audit log of a server', () => {
  const exported = async (...args: string[]): Promise<Record<string, unknown>[]> => {
    const { stdout } = await server.run('audit', 'export', ...args);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  /** Entries are written within a second, behind the back of the request. */
  const until = async (object: string): Promise<void> => {
    while ((await exported()).every((entry) => entry['object'] !== object)) {
      // Each look takes longer than a pause would.
    }
  };

  it('holds who connected, made and used keys, and read which page, but no name, content or secret', async () => {
    const client = await mcp(full);
    const page = '0fcfb079-ef8f-440a-8878-10524fe8ca0e';
    await client.callTool('notion_read_page', { page });
    await until(`page ${page}`);
    const entries = await exported();
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['audit.begun', 'key.created', 'connection.connected', 'key.used', 'page.read']),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: `key ${idOf(full)}`,
        action: 'page.read',
        object: `page ${page}`,
        space: 'red',
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'connection.connected', actor: `key ${idOf(full)}`, space: 'red' }),
    );
    const text = JSON.stringify(entries);
    for (const secret of [full.slice(17), 'North', 'Nora', '127.0.0.1', 'ntn_']) {
      expect(text).not.toContain(secret);
    }
  });

  it('is sound, from several processes, and says so with a checkpoint that later holds', async () => {
    const { code, stdout } = await server.run('audit', 'verify');
    expect(code).toBe(0);
    const checkpoint = /Checkpoint (\d+:[0-9a-f]{32})\./.exec(stdout)?.[1] ?? '';
    await server.createKey('--space', 'red');
    expect((await server.run('audit', 'verify', '--checkpoint', checkpoint)).code).toBe(0);
    const forged = checkpoint.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    const other = await server.run('audit', 'verify', '--checkpoint', forged);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('it is not the entry of the checkpoint');
  });

  it('exports what came since a time', async () => {
    expect(await exported('--since', '2100-01-01')).toEqual([{ checkpoint: expect.any(String) }]);
    expect((await exported('--since', '1h')).length).toBeGreaterThan(3);
  });

  it('shows the first entry that was edited behind the back of the server', async () => {
    const path = join(server.folder, 'credentials.db');
    expect((await readFile(path)).subarray(0, 15).toString()).toBe('SQLite format 3');
    const database = new Libsql(path);
    database.exec('drop trigger audit_entries_never_change');
    database.exec("update audit_entries set actor = 'key 000000000000' where sequence = 3");
    const { code, stderr } = await server.run('audit', 'verify');
    database.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/from entry 3 on: its hash does not fit what it says: it was changed/);
  });
});
