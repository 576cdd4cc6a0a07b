import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPage, addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { closeClients, connectHttp, type TestClient } from '../../support/clients/mcp-clients.js';
import { killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { partsOfKey } from '../../support/service-key.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

/** Planted wherever a caller, a page or Notion can put words. Looks like no secret, so that no pattern can catch it. */
const CANARY = 'quinquereme';
const TOKEN = 'ntn_canary0token0of0a0person0000000000000000000000';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Every line of the log, after a look for what must not be in it. */
function readLog(cli: RunningCli, secrets: readonly string[] = []): readonly Line[] {
  const text = cli.stderr();
  for (const secret of [CANARY, TOKEN, SANDBOX_CLIENT_SECRET, 'canary', '@example.com', ...secrets]) {
    expect(text).not.toContain(secret);
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

/** One request as a hostile or broken client sends it. */
async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body,
  });
  await response.text();
  return response.status;
}

afterEach(() => closeClients());
afterAll(() => killAll());

describe('the log of a server of many spaces', () => {
  let sandbox: Sandbox;
  let server: SpacesServer;
  let key: string;
  let client: TestClient;

  beforeAll(async () => {
    const { workspace } = workspaceWith({ name: `Workspace ${CANARY}`, rows: 3 });
    addPerson(workspace, `Person ${CANARY}`, `${CANARY}@example.com`);
    addPage(workspace, { title: `Page ${CANARY}`, parent: { kind: 'workspace' } });
    sandbox = await startSandbox({ workspace, oauth: {} });
    server = await startSpacesServer(sandbox);
    key = await server.createKey('--space', 'team-7', '--label', CANARY);
    await server.connect(key, 'team-7');
  });
  afterAll(async () => {
    await server.close();
    await sandbox.close();
  });

  it('has a line for each tool call: who, what, how it ended, what it cost', async () => {
    client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    const { text } = await client.callTool('notion_search', { query: CANARY });
    expect(text).toContain(CANARY);
    await client.callTool('notion_read_page', { page: CANARY });
    await server.cli.stderrMatch(/"tool":"notion_read_page"/);
    const calls = readLog(server.cli, [key]).filter(({ msg }) => msg === 'called a tool');
    expect(calls).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        tool: 'notion_search',
        caller: partsOfKey(key).id,
        space: 'team-7',
        outcome: 'ok',
        ms: expect.any(Number),
        requests: expect.any(Number),
        characters: text.length,
        msg: 'called a tool',
      },
      expect.objectContaining({
        tool: 'notion_read_page',
        outcome: expect.stringMatching(/^(access|input)$/),
      }),
    ]);
    expect(calls[0]?.['requests']).toBeGreaterThan(0);
  });

  it('tells nothing of what was asked, read, refused or failed', async () => {
    const url = `${server.origin}/mcp`;
    client = await connectHttp('v2 modern', url, key);
    for (const tool of ['notion_search', 'notion_find_users', 'notion_list_databases']) {
      await client.callTool(tool, { query: CANARY });
    }
    await client.callTool('notion_query_database', {
      database: 'Voyages',
      where: [{ property: CANARY, operator: CANARY, value: CANARY }],
    });
    await client.callTool('notion_search', { [CANARY]: CANARY });
    await expect(client.callTool(CANARY)).rejects.toThrow();
    sandbox.failNext({ kind: 'internal_server_error' }, 5);
    await client.callTool('notion_search', { query: CANARY });
    const bearer = { authorization: `Bearer ${key}` };
    await post(url, `{"${CANARY}`, bearer);
    await post(url, JSON.stringify({ jsonrpc: '2.0', id: CANARY, method: CANARY, params: CANARY }), bearer);
    await post(url, JSON.stringify([CANARY]), bearer);
    await post(url, '{}', { authorization: `Bearer ${TOKEN}` });
    await post(`${url}/${CANARY}`, '{}', { ...bearer, 'x-space-id': CANARY });
    await post(url, '{}', { ...bearer, 'x-notion-tools': CANARY, traceparent: CANARY, origin: CANARY });
    await fetch(`${server.origin}/${CANARY}?code=${CANARY}&${CANARY}=1`);
    await fetch(`${server.origin}/integrations/notion/oauth/callback?code=${CANARY}&state=${CANARY}`);
    await fetch(`${server.origin}/integrations/notion/oauth/callback?error=${CANARY}&state=${CANARY}`);
    await server.backend('POST', '/oauth/start', key, { spaceId: CANARY, returnTo: `https://${CANARY}` });
    await server.backend('POST', '/oauth/start', TOKEN, { spaceId: 'team-7' });
    const lines = readLog(server.cli, [key, partsOfKey(key).secret]);
    expect(lines.length).toBeGreaterThan(8);
    for (const { level, time, msg } of lines) {
      expect([level, time, msg]).toEqual([
        expect.stringMatching(/^(info|warn|error)$/),
        expect.stringMatching(/Z$/),
        expect.any(String),
      ]);
    }
  });

  it('says less at a higher level', async () => {
    const quiet = startCli(['serve', '--port', '0', '--log-level', 'warn'], {
      NOTION_TOKEN: TOKEN,
      NOTION_API_URL: 'http://127.0.0.1:2',
    });
    await quiet.stderrMatch(/could not check NOTION_TOKEN/);
    quiet.child.kill('SIGTERM');
    expect(await quiet.ended).toBe(0);
    expect(readLog(quiet).map(({ level, msg }) => [level, msg])).toEqual([
      ['warn', 'could not check NOTION_TOKEN'],
    ]);
  });
});

describe('the log beside a Notion that answers strangely', () => {
  let notion: TestServer;
  let cli: RunningCli;

  beforeAll(async () => {
    const error = (status: number): string =>
      JSON.stringify({ object: 'error', status, code: CANARY, message: `${CANARY} ${TOKEN}` });
    const page = { object: 'page', id: CANARY, properties: { [CANARY]: { type: CANARY } }, parent: CANARY };
    // Whole at first sight, with times that are none.
    const odd = {
      object: 'page',
      id: CANARY,
      url: CANARY,
      parent: { type: CANARY },
      properties: {},
      created_time: 5,
      last_edited_time: 5,
    };
    const answers: readonly (readonly [number, string])[] = [
      [400, error(400)],
      [404, error(404)],
      [409, `<html>${CANARY}</html>`],
      [200, `{"${CANARY}`],
      [200, JSON.stringify({ object: 'list', results: [page], has_more: false, next_cursor: CANARY })],
      [200, JSON.stringify({ object: CANARY, results: CANARY, [CANARY]: { [CANARY]: CANARY } })],
      [403, error(403)],
    ];
    const hits = JSON.stringify({ object: 'list', results: [odd], has_more: false, next_cursor: null });
    let [next, searches] = [0, 0];
    notion = await startTestServer(({ url }, response) => {
      // Every other search finds the page; all other requests take the answers by turns.
      const isHit = url === '/v1/search' && searches++ % 2 === 1;
      const [status, body] = isHit ? [200, hits] : (answers[next++ % answers.length] ?? [500, '']);
      response.writeHead(status, { 'content-type': 'application/json', 'x-notion-request-id': CANARY });
      response.end(body);
    });
    cli = startCli(['serve', '--port', '0'], {
      NOTION_TOKEN: TOKEN,
      NOTION_API_URL: notion.origin,
      CALL_DEADLINE_SECONDS: '3',
    });
  });
  afterAll(() => notion.close());

  it('says nothing of its words, and no answer is one that the program was not made for', async () => {
    const [, url = ''] = await cli.stderrMatch(/serving MCP at (\S+)/);
    const client = await connectHttp('v2 modern', url);
    const id = '5d913ec7fd3b4a84a5442e9ec56704a5';
    const calls: readonly (readonly [string, Record<string, unknown>])[] = [
      ['notion_search', { query: CANARY }],
      ['notion_read_page', { page: id }],
      ['notion_query_database', { database: id }],
      ['notion_describe_database', { database: id }],
      ['notion_list_comments', { page: id }],
      ['notion_find_users', { query: CANARY }],
    ];
    for (let round = 0; round < 4; round += 1) {
      for (const [tool, input] of calls) {
        await client.callTool(tool, input);
      }
    }
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    const lines = readLog(cli);
    const outcomes = lines.filter(({ msg }) => msg === 'called a tool').map(({ outcome }) => outcome);
    expect(outcomes).toHaveLength(24);
    // Each was read for what it holds, or told: none reached code that was not made for it.
    expect(new Set(outcomes)).not.toContain('internal');
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
