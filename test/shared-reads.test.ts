import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { toolsets } from '../src/catalogue.js';
import { createConnection, type NotionConnection } from '../src/notion/client/connection.js';
import { ReadCache } from '../src/notion/cache/read-cache.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../src/sandbox/server.js';
import { engineeringWorkspace } from '../src/sandbox/seed/engineering-workspace.js';
import { PlainReads } from './support/notion/plain-reads.js';
import { BOUNDARY, firstUrl, NOW } from './support/notion/tool-sandbox.js';
import { answerText } from './support/answer-text.js';

/** Two processes that serve one connection and share what they have read. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ workspace: engineeringWorkspace({ now: NOW }) });
});
afterAll(() => sandbox.close());

function start(shared?: PlainReads): NotionConnection {
  return createConnection({
    token: SANDBOX_TOKEN,
    apiUrl: sandbox.url,
    budget: { requestsPerWindow: 10_000 },
    cache: new ReadCache(shared),
  });
}

/** The answer, and how many requests it has cost. */
async function call(
  connection: NotionConnection,
  name: string,
  input: object,
): Promise<{ readonly text: string; readonly requests: number }> {
  const tool = Object.values(toolsets)
    .flat()
    .find((candidate) => candidate.name === name);
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  sandbox.clearRequests();
  const notion = connection.openSession({ signal: new AbortController().signal });
  const context = { notion, workspaces: [], now: NOW, extraRequests: 40, boundary: BOUNDARY };
  const answer = await tool.run(tool.input.parse(input), context);
  return {
    text: answerText(answer),
    requests: sandbox.requests.length,
  };
}

const questions: readonly [string, object][] = [
  ['notion_query_database', { database: 'Tasks', limit: 20 }],
  ['notion_describe_database', { database: 'Tasks' }],
  ['notion_find_users', { query: 'a' }],
  ['notion_list_databases', {}],
  ['notion_search', { query: 'deploy' }],
];

it.each(questions)('%s %j is answered alike, whoever has read what it needs', async (tool, input) => {
  const alone = await call(start(), tool, input);
  const shared = new PlainReads();
  const first = await call(start(shared), tool, input);
  const second = await call(start(shared), tool, input);
  expect(first.text).toBe(alone.text);
  expect(second.text).toBe(alone.text);
  expect(second.requests).toBeLessThan(first.requests);
});

it('a page is answered alike, its path and the people and pages it names included', async () => {
  const shared = new PlainReads();
  const found = await call(start(), 'notion_search', { query: 'on-call' });
  const page = firstUrl(found.text);
  const first = await call(start(shared), 'notion_read_page', { page });
  const second = await call(start(shared), 'notion_read_page', { page });
  expect(second.text).toBe(first.text);
  expect(second.requests).toBeLessThan(first.requests);
});
