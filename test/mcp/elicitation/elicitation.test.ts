import { StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '../../../src/errors.js';
import type { ReplyBroker } from '../../../src/mcp/elicitation/reply-broker.js';
import type { RunningHttpServer } from '../../../src/mcp/http/http.js';
import { InMemoryReplyBroker } from '../../../src/mcp/elicitation/in-memory-reply-broker.js';
import { startAskingServer, WatchedAnswers } from '../../support/servers/eliciting-server.js';
import { messagesOf } from '../../support/clients/event-stream.js';
import {
  linkClientV1,
  linkClientV2,
  type LinkClient,
  type Person,
} from '../../support/clients/link-clients.js';
import { say } from '../../../src/text/words.js';
import { forgedAtEnd } from '../../support/forged.js';

const running: RunningHttpServer[] = [];
const clients: LinkClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Parameters<typeof startAskingServer>[0] = {}): Promise<string> {
  const server = await startAskingServer(options);
  running.push(server);
  return server.url;
}

function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
  signal = AbortSignal.timeout(15_000),
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...body }),
    signal,
  });
}

/** Opens as a client with these capabilities. Gives the headers of its further requests. */
async function opened(
  url: string,
  capabilities: object = { elicitation: { url: {} } },
): Promise<Record<string, string>> {
  const response = await post(url, {
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities, clientInfo: { name: 'test', version: '0' } },
  });
  await response.text();
  const session = response.headers.get('mcp-session-id');
  return session === null ? {} : { 'mcp-session-id': session };
}

const CALL = { id: 7, method: 'tools/call', params: { name: 'ask', arguments: {} } };
const ACCEPTED = { result: { action: 'accept' } };
const result = (text: string) => ({ id: 7, result: { content: [{ type: 'text', text }] } });

/** Sends a call; gives the messages of its answer, and the id of the question that is the first of them. */
async function asked(url: string, headers: Record<string, string>, signal?: AbortSignal) {
  const messages = messagesOf(await post(url, CALL, headers, signal));
  const next = async () => (await messages.next()).value;
  const question = await next();
  expect(question).toMatchObject({ method: 'elicitation/create', params: { mode: 'url' } });
  const { id } = question as { id: string };
  return { id, next };
}

describe('a client before 2026 that shows links', () => {
  const agrees: Person = () => Promise.resolve('accept');
  it.each([
    ['v1', (url: URL) => linkClientV1(new HttpV1(url), agrees)],
    ['v2', (url: URL) => linkClientV2(new HttpV2(url), 'legacy', agrees)],
  ])('of the SDK %s is asked over HTTP, and its call goes on', async (_name, connect) => {
    const client = await connect(new URL(await start()));
    clients.push(client);
    const answers = await Promise.all([1, 2, 3].map(() => client.call('ask')));
    expect(answers).toEqual(answers.map(() => ({ text: 'accept', isError: false })));
    expect(client.asked).toEqual(
      answers.map(() => ({ message: 'Open this.', url: 'https://example.com/open' })),
    );
  });

  it('may open, call and answer at a process each', async () => {
    const route = new InMemoryReplyBroker();
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => start({ broker: route })));
    const headers = await opened(first ?? '');
    const { id, next } = await asked(second ?? '', headers);
    expect((await post(third ?? '', { id, ...ACCEPTED }, headers)).status).toBe(202);
    expect(await next()).toMatchObject(result('accept'));
    expect(await next()).toBeUndefined();
  });

  it('that answers with an error is not asked again', async () => {
    const url = await start();
    const headers = await opened(url);
    const { id, next } = await asked(url, headers);
    const error = { code: -32_603, message: 'no browser here' };
    expect((await post(url, { id, error }, headers)).status).toBe(202);
    expect(await next()).toMatchObject(result('cancel'));
  });

  it.each([
    ['that shows none', { roots: {} }],
    ['that can be asked nothing', {}],
  ])('but not one %s', async (_name, capabilities) => {
    const url = await start();
    const answers = messagesOf(await post(url, CALL, await opened(url, capabilities)));
    expect((await answers.next()).value).toMatchObject({ id: 7, result: { isError: true } });
  });
});

describe('an answer', () => {
  const REFUSED = {
    jsonrpc: '2.0',
    error: { code: -32_600, message: 'No question waits for this answer.' },
    id: null,
  };

  it('of somebody else, to no question, or too late is refused without a difference', async () => {
    const url = await start();
    const headers = await opened(url);
    const { id, next } = await asked(url, headers);
    const refusals = [
      await post(url, { id, ...ACCEPTED }, { ...headers, 'x-caller': 'bo' }),
      await post(url, { id: forgedAtEnd(id), ...ACCEPTED }, headers),
      await post(url, { id: 0, ...ACCEPTED }, headers),
      await post(url, { id: '', ...ACCEPTED }, headers),
      await post(url, { error: { code: 1, message: '' } }, headers),
    ];
    expect((await post(url, { id, ...ACCEPTED }, headers)).status).toBe(202);
    expect(await next()).toMatchObject(result('accept'));
    refusals.push(await post(url, { id, ...ACCEPTED }, headers));
    for (const refusal of refusals) {
      expect([refusal.status, await refusal.json()]).toEqual([400, REFUSED]);
    }
  });

  it('that cannot reach the other processes now is to be sent again; a cancellation is not', async () => {
    const route: ReplyBroker = {
      waitFor: () => Promise.resolve(() => {}),
      deliver: () =>
        Promise.reject(new UnavailableError(say`Answers do not reach them.`, say`Send it again.`)),
    };
    const url = await start({ broker: route });
    const headers = await opened(url);
    const answer = await post(url, { id: 'a', ...ACCEPTED }, headers);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 7 } };
    expect((await post(url, cancelled, headers)).status).toBe(202);
  });

  it('finds its question by an id that no other has and nobody can guess', async () => {
    const url = await start();
    const headers = await opened(url);
    const questions = await Promise.all([1, 2, 3].map(() => asked(url, headers)));
    const ids = questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    ids.forEach((id) => expect(id).toMatch(/^[\w-]{32}$/));
    for (const [index, { id, next }] of questions.entries()) {
      const action = ['accept', 'decline', 'cancel'][index] ?? '';
      await post(url, { id, result: { action } }, headers);
      expect(await next()).toMatchObject(result(action));
    }
  });
});

describe('a question ends', () => {
  it('with its time: the client is told, and the call is answered', async () => {
    const url = await start({ timeoutMs: 50 });
    const headers = await opened(url);
    const { id, next } = await asked(url, headers);
    expect(await next()).toMatchObject({ method: 'notifications/cancelled', params: { requestId: id } });
    expect(await next()).toMatchObject(result('cancel'));
    expect((await post(url, { id, ...ACCEPTED }, headers)).status).toBe(400);
  });

  it('when the client cancels its call, at whichever process', async () => {
    const route = new InMemoryReplyBroker();
    const [url, other] = [await start({ broker: route }), await start({ broker: route })];
    const headers = await opened(url);
    const { id, next } = await asked(url, headers);
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 7 } };
    const stranger = { ...headers, 'x-caller': 'bo' };
    const anotherClient = await opened(url);
    for (const from of [stranger, anotherClient, headers]) {
      expect((await post(other, cancelled, from)).status).toBe(202);
    }
    expect(await next()).toBeUndefined();
    expect((await post(url, { id, ...ACCEPTED }, headers)).status).toBe(400);
  });

  it('not by the cancellation of somebody else', async () => {
    const url = await start();
    const headers = await opened(url);
    const { id, next } = await asked(url, headers);
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 7 } };
    await post(url, cancelled, { ...headers, 'x-caller': 'bo' });
    await post(url, cancelled, await opened(url));
    await post(url, { id, ...ACCEPTED }, headers);
    expect(await next()).toMatchObject(result('accept'));
  });

  it('when the client leaves', async () => {
    const route = new WatchedAnswers();
    const url = await start({ broker: route });
    const headers = await opened(url);
    const leaving = new AbortController();
    const { id, next } = await asked(url, headers, leaving.signal);
    const gone = next().catch(() => undefined);
    leaving.abort();
    await Promise.all([gone, route.withdrawn]);
    expect((await post(url, { id, ...ACCEPTED }, headers)).status).toBe(400);
  });

  it('when the server stops, which then need not wait for people', async () => {
    const server = await startAskingServer();
    const headers = await opened(server.url);
    const { next } = await asked(server.url, headers);
    const closed = server.close();
    expect(await next()).toMatchObject({ method: 'notifications/cancelled' });
    expect(await next()).toMatchObject(result('cancel'));
    await closed;
  });

  it('before it is sent where a caller has too many open', async () => {
    const url = await start({ limits: { perKey: 1, overall: 4 } });
    const headers = await opened(url);
    const first = await asked(url, headers);
    const second = messagesOf(await post(url, CALL, headers));
    expect((await second.next()).value).toMatchObject(result('cancel'));
    const stranger = { ...headers, 'x-caller': 'bo' };
    expect((await asked(url, stranger)).id).not.toBe(first.id);
    await post(url, { id: first.id, ...ACCEPTED }, headers);
    expect(await first.next()).toMatchObject(result('accept'));
    await asked(url, headers);
  });
});
