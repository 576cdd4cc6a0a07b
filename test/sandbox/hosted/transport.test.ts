import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { callTool, post, request } from './mcp-call.js';
import { signIn } from './sign-in.js';

let now: number;
let sandbox: Sandbox;
let token: string;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 20);
  sandbox = await startSandbox({
    hosted: {
      now: () => now,
      limits: {
        calls: { requests: 10, windowMilliseconds: 60_000 },
        searches: { requests: 2, windowMilliseconds: 60_000 },
      },
    },
  });
  token = (await signIn(sandbox)).access_token;
});

afterEach(async () => {
  await sandbox.close();
});

const ping = { jsonrpc: '2.0', id: 7, method: 'ping' };

describe('without credentials', () => {
  it.each(['GET', 'POST', 'DELETE', 'PUT'])('%s is a bare 401 that names the metadata', async (method) => {
    for (const path of ['', '/deeper']) {
      const response = await fetch(`${sandbox.hosted.resource}${path}`, { method });
      expect([response.status, await response.text()]).toEqual([401, '']);
      expect(response.headers.get('www-authenticate')).toBe(
        `Bearer realm="OAuth", resource_metadata="${sandbox.hosted.url}/.well-known/oauth-protected-resource/mcp"`,
      );
    }
    expect(sandbox.hosted.counts.unauthorized).toBe(2);
  });

  it('is a worded 401 as it was in spring', async () => {
    sandbox.hosted.behavior.challenge = 'worded';
    const response = await fetch(sandbox.hosted.resource, { method: 'POST' });
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await response.json()).toEqual({
      error: 'invalid_token',
      error_description: 'Missing or invalid access token',
    });
  });

  it.each([
    ['ntn_abc', 'Invalid token format'],
    ['a:b:c', 'Invalid access token'],
  ])('%s is told what is wrong with it', async (bad, description) => {
    const { status, headers, text } = await post(sandbox, bad, ping);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain(`error_description="${description}"`);
    expect(JSON.parse(text)).toEqual({ error: 'invalid_token', error_description: description });
  });

  it('an expired token is told so', async () => {
    now += 28_800_000;
    expect(JSON.parse((await post(sandbox, token, ping)).text)).toMatchObject({
      error_description: 'Access token expired',
    });
  });
});

describe('a message', () => {
  it('is answered as an event, with a session of 64 hex digits', async () => {
    const { status, headers, text } = await post(sandbox, token, ping);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(text).toBe('event: message\ndata: {"jsonrpc":"2.0","id":7,"result":{}}\n\n');
    expect(headers.get('mcp-session-id')).toMatch(/^[\da-f]{64}$/);
  });

  it('can be answered as JSON', async () => {
    sandbox.hosted.behavior.answers = 'json';
    const { headers, text } = await post(sandbox, token, ping);
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
  });

  it('can come in chunks that cut characters, with comments and pings before it', async () => {
    Object.assign(sandbox.hosted.behavior, { pings: true, chunkBytes: 3 });
    const { json } = await callTool(sandbox, token, 'notion-get-users', { query: 'Estévez' });
    expect(json).toMatchObject({ results: [{ name: 'Bruno Estévez' }] });
    const { text } = await post(sandbox, token, ping);
    expect(text).toMatch(/^: keep-alive\n\n/);
  });

  it('has no session that could be lost: any is given back, and initialize makes another', async () => {
    const headers = { 'mcp-session-id': 'f'.repeat(64) };
    expect((await post(sandbox, token, ping, headers)).headers.get('mcp-session-id')).toBe('f'.repeat(64));
    const begin = { jsonrpc: '2.0', id: 1, method: 'initialize', params: {} };
    const session = (await post(sandbox, token, begin, headers)).headers.get('mcp-session-id');
    expect(session).not.toBe('f'.repeat(64));
  });

  it.each([
    ['2024-11-05', '2024-11-05'],
    ['2025-06-18', '2025-06-18'],
    ['1999-01-01', '2025-06-18'],
  ])('of initialize with %s is answered with %s', async (asked, answered) => {
    const { message } = await request(sandbox, token, 'initialize', { protocolVersion: asked });
    expect(message.result).toEqual({
      protocolVersion: answered,
      capabilities: { tools: { listChanged: true }, resources: { listChanged: true } },
      serverInfo: { name: 'Notion MCP', version: '1.0.1' },
    });
  });

  it('without an id is accepted, and no more', async () => {
    const { status, text } = await post(sandbox, token, {
      jsonrpc: '2.0',
      method: 'notifications/initialized',
    });
    expect([status, text]).toEqual([202, '']);
  });

  it.each([
    ['an unknown origin', { origin: 'https://app.example' }, 403, 'Invalid Origin: https://app.example'],
    ['half of the Accept header', { accept: 'application/json' }, 406, 'Not Acceptable'],
    ['another content type', { 'content-type': 'text/plain' }, 415, 'Unsupported Media Type'],
  ])('with %s is refused', async (_name, headers, status, words) => {
    const reply = await post(sandbox, token, ping, headers);
    expect(reply.status).toBe(status);
    expect(reply.message.error?.message).toContain(words);
  });

  it('that is no JSON-RPC is refused, and an unknown method is told so', async () => {
    expect((await post(sandbox, token, '[]')).message.error?.code).toBe(-32_700);
    expect((await request(sandbox, token, 'prompts/list')).message.error?.code).toBe(-32_601);
  });

  it('for another path finds nothing', async () => {
    const response = await fetch(`${sandbox.hosted.resource}/deeper`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(404);
  });

  it('to end the session is accepted', async () => {
    const response = await fetch(sandbox.hosted.resource, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
  });
});

it('tells everybody who listens that the list of tools has changed', async () => {
  const stop = new AbortController();
  const stream = await fetch(sandbox.hosted.resource, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  const reader = stream.body?.getReader();
  sandbox.hosted.announceTools();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toContain('notifications/tools/list_changed');
  stop.abort();
});

describe('limits', () => {
  it('of searches are told in the result, twice, and end with their window', async () => {
    const search = (): ReturnType<typeof callTool> =>
      callTool(sandbox, token, 'notion-search', { query: 'deploy' });
    await search();
    await search();
    now += 20_000;
    const third = await search();
    const error = {
      message: 'You have been rate limited. Please try again later.',
      code: 'rate_limited',
      retry_after_seconds: 40,
      rate_limit_reason: 'mcp_tool_rate_limit',
    };
    expect(third).toMatchObject({ isError: true, structured: { error }, json: { error } });
    expect((await callTool(sandbox, token, 'notion-get-teams')).isError).toBe(false);
    now += 40_000;
    expect((await search()).isError).toBe(false);
  });

  it('of calls are the person’s, whichever client asks', async () => {
    const other = (await signIn(sandbox)).access_token;
    for (let call = 0; call < 10; call += 1) {
      await callTool(sandbox, call % 2 === 0 ? token : other, 'notion-get-teams');
    }
    expect((await callTool(sandbox, other, 'notion-get-teams')).isError).toBe(true);
    const another = (await signIn(sandbox, { label: /Bruno/ })).access_token;
    expect((await callTool(sandbox, another, 'notion-get-teams')).isError).toBe(false);
  });
});

describe('faults', () => {
  const search = /tools\/call notion-search/;
  const run = (): ReturnType<typeof callTool> =>
    callTool(sandbox, token, 'notion-search', { query: 'deploy' });

  it('401 in the middle of a session, for a token that is good', async () => {
    sandbox.hosted.failNext({ kind: 'unauthorized' }, 1, search);
    await expect(run()).rejects.toThrow('HTTP 401');
    expect((await run()).isError).toBe(false);
  });

  it.each([429, 529, 404, 502])('HTTP %d before the tool runs', async (status) => {
    sandbox.hosted.failNext({ kind: 'status', status, retryAfterSeconds: 7 }, 1, search);
    const reply = await request(sandbox, token, 'tools/call', { name: 'notion-search', arguments: {} });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([status, '7']);
    expect(sandbox.hosted.counts.toolCalls).toBe(0);
  });

  it('an error of the tool, of JSON-RPC, a text that is no JSON, and a huge one', async () => {
    sandbox.hosted.failNext({ kind: 'tool_error', text: 'body failed validation: x' }, 1, search);
    sandbox.hosted.failNext({ kind: 'plain_text', text: 'Nothing was found.' }, 1, search);
    expect(await run()).toMatchObject({ isError: true, text: 'body failed validation: x' });
    expect(await run()).toMatchObject({ isError: false, text: 'Nothing was found.', json: undefined });
    sandbox.hosted.failNext({ kind: 'huge_text', characters: 3_000_000 }, 1, /notion-get-teams/);
    const huge = await callTool(sandbox, token, 'notion-get-teams');
    expect(huge.text.length).toBeGreaterThan(3_000_000);
    sandbox.hosted.failNext({ kind: 'rpc_error', code: -32_603, message: 'Internal error' });
    const { message } = await request(sandbox, token, 'tools/list');
    expect(message.error).toEqual({ code: -32_603, message: 'Internal error' });
  });

  it('a connection that ends during a write, which was carried out all the same', async () => {
    const before = sandbox.workspace.pages.size;
    sandbox.hosted.failNext({ kind: 'reset', acted: true }, 1, /create-pages/);
    const create = callTool(sandbox, token, 'notion-create-pages', {
      pages: [{ properties: { title: 'Lost' } }],
    });
    await expect(create).rejects.toThrow('fetch failed');
    expect(sandbox.workspace.pages.size).toBe(before + 1);
  });

  it('half of an answer', async () => {
    sandbox.hosted.failNext({ kind: 'cut' }, 1, search);
    await expect(run()).rejects.toThrow('terminated');
    expect(sandbox.hosted.counts.toolCalls).toBe(1);
  });

  it('an answer that comes late', async () => {
    const hold = sandbox.hosted.hold(search);
    const late = run();
    await hold.arrived;
    expect((await callTool(sandbox, token, 'notion-get-teams')).isError).toBe(false);
    hold.release();
    expect((await late).isError).toBe(false);
  });

  it('end when they are told to', async () => {
    sandbox.hosted.failNext({ kind: 'status', status: 500 }, 100);
    sandbox.hosted.endFaults();
    expect((await run()).isError).toBe(false);
  });
});

it('counts calls by name and keeps their arguments', async () => {
  sandbox.hosted.clearRequests();
  await callTool(sandbox, token, 'notion-search', { query: 'deploy' });
  await callTool(sandbox, token, 'notion-get-teams');
  expect([sandbox.hosted.callsOf(), sandbox.hosted.callsOf('notion-search')]).toEqual([2, 1]);
  expect(sandbox.hosted.requests[0]).toEqual({
    label: 'POST /mcp tools/call notion-search',
    status: 200,
    input: { query: 'deploy' },
  });
});
