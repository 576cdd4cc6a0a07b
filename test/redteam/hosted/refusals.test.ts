import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ToolError } from '../../../src/errors.js';
import { BOUNDARY, RefusedCalls } from '../error-paths/refused-calls.js';
import { wellFormed } from '../error-paths/call.js';
import { errorSites } from '../error-sites.js';
import { CANARY, hostileTexts } from '../hostile-texts.js';
import { checkRefusalText, parseStrictly } from '../strict-answer.js';
import {
  json,
  result,
  rpcError,
  startHostileUpstream,
  type Answer,
  type Behavior,
  type HostileUpstream,
} from './hostile-upstream.js';

/*
 * Whatever the hosted server says when something fails reaches a model between quotation marks, cut and made visible, or
 * not at all. The same with what it lists: names, descriptions, schemas, instructions.
 */

let upstream: HostileUpstream;
const calls = new RefusedCalls();
const TOKEN = /token-\d/;
const ID = '1'.repeat(32);

beforeAll(async () => {
  upstream = await startHostileUpstream();
});
afterAll(() => upstream.close());

/** A call of every tool that asks the hosted server, with the text in whatever it takes. */
function callsWith(text: string): readonly (readonly [tool: string, input: object])[] {
  const query = text.slice(0, 200);
  const source = `collection://${ID}`;
  return [
    ['notion_search', { query }],
    ['notion_search', { query: '' }],
    ['notion_read_page', { page: ID }],
    ['notion_read_page', { page: query }],
    ['notion_list_comments', { page: ID }],
    ['notion_list_comments', { page: query }],
    ['notion_find_users', { query }],
    ['notion_query_database', { database: source }],
    ['notion_query_database', { database: ID }],
    ['notion_query_database', { database: query }],
    ['notion_query_database', { database: ID, sort: [query] }],
    ['notion_sql', { query: 'SELECT 1', data_sources: [source] }],
    ['notion_sql', { query: `DELETE ${query}`, data_sources: [source] }],
    ['notion_sql', { query: 'SELECT 1', data_sources: [query] }],
    ['notion_ask_connected_apps', { query }],
    ['notion_list_teamspaces', { query }],
  ];
}

const cut: Answer = (_message, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"jsonrpc"', () => response.destroy());
};

/** Whatever a server can do instead of answering a message, with these words in every part of it. */
function failuresWith(text: string): readonly Answer[] {
  const header = encodeURIComponent(wellFormed(text)).slice(0, 200);
  const statuses = [302, 400, 401, 403, 404, 429, 500, 503, 529];
  return [
    ...[-32_700, -32_603, -32_602, -32_601, -32_000].map((code) => rpcError(code, text, { told: text })),
    ...statuses.map((status) =>
      json({ error: text, error_description: text, message: text }, status, {
        'www-authenticate': `Bearer realm="${header}", error="invalid_token", error_description="${header}"`,
        'retry-after': status === 429 ? header : '3600',
        location: `https://evil.example/${header}`,
      }),
    ),
    json(text),
    json(text, 200, { 'content-type': header.slice(0, 60) }),
    json('{}', 200, { 'content-encoding': 'gzip' }),
    cut,
    (_message, response) => response.destroy(),
    result(text),
  ];
}

/** Results of a tool that are refusals, or nothing that can be read. */
function resultsWith(text: string): readonly Answer[] {
  const said = [
    text,
    `object_not_found: ${text}`,
    `requires a Business plan: ${text}`,
    `rate limited: ${text}`,
  ];
  const unreadable = [
    text,
    JSON.stringify({ results: text, self: text }),
    `{"${text}`,
    JSON.stringify([text]),
  ];
  const sources = ['1', '2'].map(
    (digit) => `<data-source url="{{collection://${digit.repeat(32)}}}">${text}</data-source>`,
  );
  const database = JSON.stringify({
    metadata: { type: 'database' },
    title: text,
    url: text,
    text: `<database url="${text}">${sources.join('')}</database>`,
  });
  return [
    ...said.map((each) => result({ content: [{ type: 'text', text: each }], isError: true })),
    ...[text, 'rate_limited'].map((code) =>
      result({
        content: [{ type: 'text', text }],
        structuredContent: { error: { code, retry_after_seconds: 30, rate_limit_reason: text } },
      }),
    ),
    ...[...unreadable, ...sources, database].map((each) =>
      result({ content: [{ type: 'text', text: each }] }),
    ),
    result({ content: text }),
    result({ content: [{ type: text, text: 1 }] }),
  ];
}

const tooLongWith = (text: string): readonly Answer[] => [
  result({ content: [{ type: 'text', text: text.padEnd(2_000_001, 'x') }] }),
  result({ content: [{ type: 'text', text: '<page></page>'.padEnd(8_400_000, 'x') }] }),
];

/** Lists of tools that are not as they were. */
function listsWith(text: string): readonly Answer[] {
  const described = { description: text, title: text, annotations: { title: text, readOnlyHint: text } };
  return [
    result({ tools: [] }),
    result({ tools: [{ name: text, ...described }] }),
    result({
      tools: [{ name: `notion-${text}`, inputSchema: { type: 'object', properties: {} }, ...described }],
    }),
    result({
      tools: ['search', 'fetch', 'query-data-sources', 'get-comments', 'get-users', 'get-teams'].map(
        (name) => ({
          name,
          inputSchema: { type: 'object', properties: { [text]: { description: text } } },
          ...described,
        }),
      ),
    }),
    result({ tools: text, nextCursor: text }),
  ];
}

/** Refusals in front of any answer, in words of ours alone: the calls of a minute are used up, and the caller has left. */
const WITHOUT_ANSWER = [
  'src/upstream/client/call-buckets.ts',
  'src/upstream/client/hosted-clients.ts',
  'src/upstream/client/hosted-clients.ts',
];

/** Every call; or some of them, others each time. */
let turn = 0;
function callsOf(text: string, isWhole: boolean): ReturnType<typeof callsWith> {
  turn += 1;
  return callsWith(text).filter((_call, at) => isWhole || at % 7 === turn % 7);
}

async function check(behavior: Behavior, text: string, isWhole = false): Promise<number> {
  upstream.behavior = behavior;
  let refused = 0;
  for (const [tool, input] of callsOf(text, isWhole)) {
    try {
      const answer = await upstream.call(tool, input);
      parseStrictly(answer);
      expect(answer).not.toMatch(TOKEN);
    } catch (error) {
      if (!(error instanceof ToolError)) {
        throw error;
      }
      refused += 1;
      calls.note(error);
      const said = `${error.message}\n${error.advice}`;
      checkRefusalText(said, BOUNDARY);
      expect(said).not.toMatch(TOKEN);
    }
  }
  return refused;
}

const everyText = hostileTexts.map((text) => [text.slice(0, 40), text]);

describe('a refusal through the hosted server', () => {
  it.each(everyText)('keeps its words out, whatever goes wrong: %j', async (_name, text) => {
    let refused = await check({}, text, true);
    for (const call of [...failuresWith(text), ...resultsWith(text)]) {
      refused += await check({ call }, text);
    }
    expect(refused).toBeGreaterThan(50);
  });

  it.each(everyText.filter((_text, at) => at % 4 === 1))(
    'keeps words of its list and of its first answer out: %j',
    async (_name, text) => {
      for (const list of listsWith(text)) {
        await check({ list }, text);
      }
      for (const answer of failuresWith(text)) {
        await check({ initialize: answer }, text);
        await check({ list: answer }, text);
      }
      const hello = { protocolVersion: '2025-06-18', capabilities: { tools: {} } };
      const initialize = result({ ...hello, instructions: text, serverInfo: { name: text, version: text } });
      await check({ initialize }, text);
      await check({ initialize: result({ ...hello, protocolVersion: text, serverInfo: text }) }, text);
    },
  );

  it('keeps out what comes in every call', async () => {
    const [text = ''] = hostileTexts;
    for (const call of [...resultsWith(text), ...tooLongWith(text)]) {
      await check({ call }, text, true);
    }
    for (const list of listsWith(text)) {
      expect(await check({ list }, text, true)).toBeGreaterThan(5);
    }
    const stream: Answer = (_message, response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end(`event: message\ndata: ${text}\n\n`);
    expect(await check({ call: stream }, text)).toBeGreaterThan(0);
  });

  it('comes from every place that makes one', () => {
    const places = errorSites(['src/upstream', 'src/workspace/hosted', 'tools/hosted']).map(
      ({ place }) => place,
    );
    const unseen = places.filter((place) => !calls.met.has(place));
    expect(places.length).toBeGreaterThan(25);
    expect(unseen.map((place) => place.replace(/:\d+$/, ''))).toEqual(WITHOUT_ANSWER);
  });
});

it('the canary stands in every text', () => {
  expect(hostileTexts.every((text) => text.includes(CANARY))).toBe(true);
});
