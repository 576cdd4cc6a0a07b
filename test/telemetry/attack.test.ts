import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { toolsets } from '../../src/catalogue.js';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { plain, select } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import {
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import { literal } from '../../src/sandbox/build/text.js';
import { startSandbox } from '../../src/sandbox/server.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { clientKinds, closeClients, connectHttp, type TestClient } from '../support/clients/mcp-clients.js';
import { startOtlpReceiver, type OtlpReceiver } from '../support/telemetry/otlp-receiver.js';
import { startPoisonedNotion, type Poison } from '../support/notion/poisoned-notion.js';
import { killAll, startCli } from '../support/servers/spawn.js';
import { startSpacesServer } from '../support/servers/spaces-server.js';

/** Stands in everything that must not leave the server: wherever it turns up in an export, something private has. */
const CANARY = 'qv7zkx9';
const AUTH_TOKEN = `${CANARY}-is-what-this-server-lets-in`;
const TOKEN = `ntn_${CANARY}_token`;
const PRIVATE = new RegExp(`${CANARY}|ntn_|nrt_|nrm_|secret_|bearer|@example\\.com`, 'i');

let receiver: OtlpReceiver;
const running: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(async () => {
  await closeClients();
  killAll();
  await Promise.all(running.splice(0).map((one) => one.close()));
  receiver.clear();
});
afterAll(() => receiver.close());

interface Prey {
  readonly workspace: Workspace;
  readonly page: string;
  readonly database: string;
}

/** Titles, texts, columns, options, comments, names and addresses all hold the canary. */
function preyWorkspace(name: string): Prey {
  const workspace = createWorkspace({ name: `${name} ${CANARY}` });
  const person = addPerson(workspace, `${name} ${CANARY}`, `${CANARY}@example.com`);
  const page = addPage(workspace, { title: `Page ${CANARY}`, blocks: [paragraph(`Text ${CANARY}`)] });
  addComment(workspace, {
    on: { kind: 'page', id: page },
    text: [literal(`Comment ${CANARY}`)],
    author: person,
    discussion: page,
  });
  const database = addDatabase(workspace, { title: `Database ${CANARY}` });
  const source = addDataSource(workspace, {
    database,
    name: `Database ${CANARY}`,
    columns: [plain('Name', 'title'), select(`Column ${CANARY}`, [`Option ${CANARY}`])],
  });
  addRow(workspace, source, { Name: `Row ${CANARY}`, [`Column ${CANARY}`]: `Option ${CANARY}` });
  return { workspace, page, database };
}

/** Arguments that are right, and arguments of every kind that are wrong, for whatever tool. */
function inputsFor(shape: object, { page, database }: Prey): Record<string, unknown>[] {
  const names = Object.keys(shape);
  const right: Record<string, unknown> = { page, database, id: page, query: CANARY };
  const pick = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));
  return [
    pick(right),
    { ...pick(right), ...pick({ in_text: true, include_comments: true, find: CANARY, columns: ['*'] }) },
    pick({ ...right, database: `Database ${CANARY}`, count_by: `Column ${CANARY}` }),
    { ...pick(right), where: [{ property: `Column ${CANARY}`, operator: 'equals', value: CANARY }] },
    Object.fromEntries(names.map((name) => [name, `${CANARY} ${TOKEN} ${CANARY}@example.com`])),
    Object.fromEntries(names.map((name) => [name, { [CANARY]: CANARY }])),
    { [CANARY]: CANARY },
  ];
}

/** What Notion, or something that plays it, may answer: errors that echo, and answers that make code fail. */
const poisons: readonly Poison[] = [
  ...[400, 401, 403, 404, 409, 418, 500].map((status) => echo(status)),
  { status: 200, body: `<html>${CANARY}` },
  { status: 200, body: JSON.stringify({ object: CANARY, results: [{ [CANARY]: null, id: CANARY }] }) },
  { status: 200, body: JSON.stringify({ object: 'list', results: [null, { object: 'page', id: CANARY }] }) },
  {
    status: 200,
    body: JSON.stringify({
      object: 'list',
      has_more: false,
      results: [{ object: 'page', url: CANARY, id: CANARY, parent: CANARY, properties: { [CANARY]: null } }],
    }),
  },
  // Last: it pauses the connection.
  echo(429),
];

function echo(status: number): Poison {
  return {
    status,
    headers: { 'x-notion-request-id': CANARY, 'retry-after': '60' },
    body: JSON.stringify({
      object: 'error',
      status,
      code: status === 429 ? 'rate_limited' : `code_${CANARY}`,
      message: `body.filter: ${CANARY} ${TOKEN}`,
      request_id: CANARY,
      additional_data: { rate_limit_reason: CANARY, [CANARY]: CANARY },
    }),
  };
}

const META = {
  baggage: `user=${CANARY}`,
  traceparent: `00-${'a'.repeat(32)}-${CANARY}-01`,
  [`example.com/${CANARY}`]: CANARY,
  progressToken: CANARY,
};

async function callEverything(client: TestClient, prey: Prey): Promise<void> {
  for (const tool of Object.values(toolsets).flat()) {
    const shape = z.toJSONSchema(tool.input, { io: 'input' }).properties ?? {};
    for (const input of inputsFor(shape, prey)) {
      await client.callTool(tool.name, input, undefined, META).catch(() => undefined);
    }
  }
  await client.callTool(CANARY, { [CANARY]: CANARY }, undefined, META).catch(() => undefined);
}

it('nothing private is exported, whatever is asked and whatever Notion answers', async () => {
  const prey = preyWorkspace('Workspace');
  const sandbox = await startSandbox({ workspace: prey.workspace, tokens: [TOKEN] });
  const notion = await startPoisonedNotion(sandbox.url);
  running.push(sandbox, notion);
  const cli = startCli(['serve'], {
    NOTION_TOKEN: TOKEN,
    NOTION_API_URL: notion.url,
    MCP_AUTH_TOKEN: AUTH_TOKEN,
    TOOLSETS: 'read,openai,hosted',
    PORT: '0',
    CALL_DEADLINE_SECONDS: '2',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_LOG_LEVEL: 'verbose',
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (http[^\s"]+)/);
  for (const kind of clientKinds) {
    const client = await connectHttp(kind, url, AUTH_TOKEN, { 'x-request-id': CANARY });
    await callEverything(client, prey);
  }
  const [last] = clientKinds.slice(-1);
  const client = await connectHttp(last ?? 'v1', url, AUTH_TOKEN);
  for (const poison of poisons) {
    notion.poison(poison);
    for (const [tool, input] of [
      ['notion_search', { query: CANARY }],
      ['notion_read_page', { page: prey.page }],
      ['notion_query_database', { database: prey.database }],
      ['notion_find_users', { query: CANARY }],
    ] as const) {
      await client.callTool(tool, input).catch(() => undefined);
    }
  }
  // What no client library sends: ids and versions that are sentences.
  await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${CANARY}-${CANARY}`,
      'mcp-session-id': CANARY,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: CANARY,
      method: 'tools/call',
      params: { name: 'notion_search' },
    }),
  });
  cli.child.kill('SIGTERM');
  expect(await cli.ended).toBe(0);

  const names = new Set(receiver.spans().map(({ name }) => name));
  for (const tool of Object.values(toolsets).flat()) {
    expect([...names]).toContain(`tools/call ${tool.name}`);
  }
  const errors = new Set(receiver.spans().map(({ attributes }) => attributes['error.type']));
  for (const type of ['input', 'access', 'reconnect', 'wait', 'unavailable', 'report', '-32602']) {
    expect([...errors]).toContain(type);
  }
  expect(PRIVATE.exec(receiver.everything())).toBeNull();
});

it('nothing of spaces, workspaces and people is exported by a server of many', async () => {
  const [north, south] = [preyWorkspace('North'), preyWorkspace('South')];
  const sandbox = await startSandbox({
    workspace: north.workspace,
    oauth: { workspaces: [south.workspace] },
  });
  running.push(sandbox);
  const server = await startSpacesServer(sandbox, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const space = `space-${CANARY}`;
  const key = await server.createKey('--space', space, '--label', CANARY);
  const unconnected = await connectHttp('v1', `${server.origin}/mcp`, key);
  await unconnected.callTool('notion_search');
  await server.connect(key, space, /North/);
  await server.connect(key, space, /South/);
  const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
  await callEverything(client, north);
  await client.callTool('notion_list_workspaces');
  await client.callTool('notion_search', { query: CANARY, workspace: `North ${CANARY}` });
  sandbox.oauth.removeAllGrants();
  await client.callTool('notion_search', { workspace: `South ${CANARY}` });
  await server.close();

  const spans = receiver.spans();
  expect(spans.map(({ name }) => name)).toContain('tools/call notion_list_workspaces');
  expect(spans.map(({ attributes }) => attributes['notion.refresh.outcome'])).toContain('refused');
  expect(PRIVATE.exec(receiver.everything())).toBeNull();
});
