import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  CancelledError,
  ReconnectError,
  ToolError,
  UnavailableError,
  RetryLaterError,
} from '../../../src/errors.js';
import { MAX_RESPONSE_BYTES } from '../../../src/notion/client/response-limits.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import type { AccessToken, TokenSource } from '../../../src/notion/client/token-source.js';
import type { ConnectionOptions } from '../../../src/notion/client/connection-options.js';
import { NOTION_VERSION } from '../../../src/notion/client/notion-client.js';
import { retrievePageMarkdown } from '../../../src/notion/endpoints/pages.js';
import type { CacheKind, NotionSession } from '../../../src/notion/session.js';
import { retrieveUser } from '../../../src/notion/endpoints/users.js';
import { say } from '../../../src/text/words.js';
import { startTestServer } from '../../support/servers/test-server.js';

const API = 'https://api.notion.com';
const ID = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const MARKDOWN_PATH = `/v1/pages/${ID}/markdown`;
const MARKDOWN = {
  object: 'page_markdown',
  id: ID,
  markdown: '# Hi',
  truncated: false,
  unknown_block_ids: [],
};
const USER = { object: 'user', id: ID, name: 'Ada', type: 'person', person: {}, avatar_url: null };

function session(
  options: Partial<ConnectionOptions> = {},
  signal = new AbortController().signal,
): NotionSession {
  return createConnection({ token: 'ntn_test', backoffMilliseconds: 5, ...options }).openSession({ signal });
}

function errorBody(status: number, code: string, additional: object = {}): object {
  return { object: 'error', status, code, message: 'm', additional_data: additional, request_id: 'r' };
}

async function failure(promise: Promise<unknown>): Promise<ToolError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ToolError) {
      return error;
    }
    throw error;
  }
  throw new Error('It did not fail.');
}

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
});
// Else its interception stays in place for the test files that come after in this process.
afterAll(() => nock.restore());

describe('a read', () => {
  it('sends the token and the pinned version', async () => {
    nock(API, { reqheaders: { authorization: 'Bearer ntn_test', 'notion-version': NOTION_VERSION } })
      .get(MARKDOWN_PATH)
      .reply(200, MARKDOWN);
    const reader = session();
    await expect(retrievePageMarkdown(reader, ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect(reader.requestCount).toBe(1);
  });

  it('is not repeated where the answer is too large, and says what to do', async () => {
    let requests = 0;
    nock(API)
      .get(MARKDOWN_PATH)
      .times(2)
      .reply(200, () => {
        requests += 1;
        return { ...MARKDOWN, markdown: 'x'.repeat(MAX_RESPONSE_BYTES) };
      });
    const error = await failure(retrievePageMarkdown(session(), ID));
    expect([error.name, requests]).toEqual(['TooLargeError', 1]);
    expect(error.message).toBe("Notion's answer was larger than this server reads at once (4 MB).");
    expect(error.advice).toBe('Ask for less: a smaller limit, fewer columns, or a narrower question.');
  });

  it.each([
    [
      '500',
      (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(500, errorBody(500, 'internal_server_error')),
    ],
    [
      '502 HTML',
      (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(502, '<html></html>', { 'cf-ray': 'x' }),
    ],
    [
      '503',
      (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(503, errorBody(503, 'service_unavailable')),
    ],
    ['504', (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(504, errorBody(504, 'gateway_timeout'))],
    ['409', (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(409, errorBody(409, 'conflict_error'))],
    ['cut JSON', (scope: nock.Scope) => scope.get(MARKDOWN_PATH).reply(200, '{"object":"page_mark')],
  ])('is repeated after %s', async (_name, fail) => {
    const scope = nock(API);
    fail(scope);
    scope.get(MARKDOWN_PATH).reply(200, MARKDOWN);
    const reader = session();
    await expect(retrievePageMarkdown(reader, ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect(reader.requestCount).toBe(2);
  });

  it('is repeated after a connection that was reset', async () => {
    nock.enableNetConnect('127.0.0.1');
    let requests = 0;
    const server = await startTestServer((request, response) => {
      requests += 1;
      if (requests === 1) {
        request.socket.resetAndDestroy();
      } else {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(MARKDOWN));
      }
    });
    const apiUrl = server.origin;
    const connection = createConnection({ token: 'ntn_test', apiUrl, backoffMilliseconds: 1 });
    const reader = connection.openSession({ signal: new AbortController().signal });
    try {
      await expect(retrievePageMarkdown(reader, ID)).resolves.toMatchObject({ markdown: '# Hi' });
      expect([reader.requestCount, requests]).toEqual([2, 2]);
    } finally {
      await server.close();
    }
  });

  it('is told as trouble of Notion when it never succeeds', async () => {
    nock(API).get(MARKDOWN_PATH).times(5).reply(503, errorBody(503, 'service_unavailable'));
    const reader = session();
    expect(await failure(retrievePageMarkdown(reader, ID))).toBeInstanceOf(UnavailableError);
    expect(reader.requestCount).toBe(5);
  });

  it.each([400, 401, 403, 404])('is not repeated after %i', async (status) => {
    nock(API).get(MARKDOWN_PATH).reply(status, errorBody(status, 'unauthorized'));
    const reader = session();
    const error = await failure(retrievePageMarkdown(reader, ID));
    expect(reader.requestCount).toBe(1);
    expect(error instanceof ReconnectError).toBe(status === 401);
  });

  it('waits for a short Retry-After and succeeds', async () => {
    nock(API)
      .get(MARKDOWN_PATH)
      .reply(429, errorBody(429, 'rate_limited'), { 'retry-after': '1' })
      .get(MARKDOWN_PATH)
      .reply(200, MARKDOWN);
    const started = Date.now();
    await expect(retrievePageMarkdown(session(), ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('answers a long Retry-After at once, and so does every later call of the connection', async () => {
    nock(API).get(MARKDOWN_PATH).reply(429, errorBody(429, 'rate_limited'), { 'retry-after': '49' });
    const connection = createConnection({ token: 'ntn_test' });
    const open = (): NotionSession => connection.openSession({ signal: new AbortController().signal });
    expect(await failure(retrievePageMarkdown(open(), ID))).toMatchObject({
      name: 'RetryLaterError',
      seconds: 49,
    });
    const later = open();
    expect(await failure(retrievePageMarkdown(later, ID))).toBeInstanceOf(RetryLaterError);
    expect(later.requestCount).toBe(0);
  });

  it('does not repeat when Notion restricted the connection', async () => {
    const body = errorBody(429, 'rate_limited', { rate_limit_reason: 'public_api_request_blocked' });
    nock(API).get(MARKDOWN_PATH).reply(429, body);
    const reader = session();
    expect((await failure(retrievePageMarkdown(reader, ID))).name).toBe('UnexpectedResponseError');
    expect(reader.requestCount).toBe(1);
  });

  it('gives a hanging request up in time for another', async () => {
    nock(API).get(MARKDOWN_PATH).delay(5000).reply(200, MARKDOWN).get(MARKDOWN_PATH).reply(200, MARKDOWN);
    const reader = session({ deadlineMilliseconds: 2000 });
    await expect(retrievePageMarkdown(reader, ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect(reader.requestCount).toBe(2);
  });

  it('ends with the deadline when Notion hangs for good', async () => {
    nock(API).get(MARKDOWN_PATH).times(5).delay(5000).reply(200, MARKDOWN);
    const error = await failure(retrievePageMarkdown(session({ deadlineMilliseconds: 500 }), ID));
    expect(error).toBeInstanceOf(UnavailableError);
  });

  it('ends when the client cancels', async () => {
    nock(API).get(MARKDOWN_PATH).delay(5000).reply(200, MARKDOWN);
    const controller = new AbortController();
    const pending = failure(retrievePageMarkdown(session({}, controller.signal), ID));
    setTimeout(() => controller.abort(), 20);
    expect(await pending).toBeInstanceOf(CancelledError);
  });
});

describe('a token that changes', () => {
  function source(renewed: () => Promise<AccessToken>): TokenSource {
    return { current: async () => ({ accessToken: 'ntn_old', version: 1 }), renewed };
  }

  it('is renewed once when Notion answers 401, and the request repeated', async () => {
    nock(API, { reqheaders: { authorization: 'Bearer ntn_old' } })
      .get(MARKDOWN_PATH)
      .reply(401, errorBody(401, 'unauthorized'));
    nock(API, { reqheaders: { authorization: 'Bearer ntn_new' } })
      .get(MARKDOWN_PATH)
      .reply(200, MARKDOWN);
    const versions: number[] = [];
    const token: TokenSource = {
      current: async () => ({ accessToken: 'ntn_old', version: 1 }),
      renewed: async ({ version }) => {
        versions.push(version);
        return { accessToken: 'ntn_new', version: 2 };
      },
    };
    await expect(retrievePageMarkdown(session({ token }), ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect(versions).toEqual([1]);
  });

  it('is renewed again when it died before it was used', async () => {
    nock(API).get(MARKDOWN_PATH).times(3).reply(401, errorBody(401, 'unauthorized'));
    nock(API).get(MARKDOWN_PATH).reply(200, MARKDOWN);
    let version = 1;
    const reader = session({
      token: source(async () => ({ accessToken: 'ntn_new', version: (version += 1) })),
    });
    await expect(retrievePageMarkdown(reader, ID)).resolves.toMatchObject({ markdown: '# Hi' });
    expect([reader.requestCount, version]).toEqual([4, 4]);
  });

  it('is given up in the end, which is not yet a lost connection', async () => {
    nock(API).get(MARKDOWN_PATH).times(11).reply(401, errorBody(401, 'unauthorized'));
    const reader = session({ token: source(async () => ({ accessToken: 'ntn_new', version: 2 })) });
    expect(await failure(retrievePageMarkdown(reader, ID))).toBeInstanceOf(UnavailableError);
    expect(reader.requestCount).toBe(11);
  });

  it('passes on why there is no newer one', async () => {
    nock(API).get(MARKDOWN_PATH).reply(401, errorBody(401, 'unauthorized'));
    const reader = session({
      token: source(() => Promise.reject(new UnavailableError(say`Later.`, say`Wait.`))),
    });
    expect(await failure(retrievePageMarkdown(reader, ID))).toMatchObject({ message: 'Later.' });
  });

  it('is not asked for a newer one after other failures', async () => {
    nock(API).get(MARKDOWN_PATH).reply(404, errorBody(404, 'object_not_found'));
    const reader = session({ token: source(() => Promise.reject(new Error('asked'))) });
    expect((await failure(retrievePageMarkdown(reader, ID))).name).toBe('AccessError');
  });
});

describe('cached reads', () => {
  const kind: CacheKind<{ value: number }> = { name: 'test', lifetimeMs: 60_000 };

  it('joins identical reads in flight and serves the answer again', async () => {
    nock(API).get(`/v1/users/${ID}`).reply(200, USER);
    const reader = session();
    const users = await Promise.all([
      retrieveUser(reader, ID),
      retrieveUser(reader, ID),
      retrieveUser(reader, ID),
    ]);
    expect(new Set(users).size).toBe(1);
    await retrieveUser(reader, ID);
    expect(reader.requestCount).toBe(1);
  });

  it('keeps a joined read going while one caller still waits', async () => {
    const connection = createConnection({ token: 'ntn_test' });
    const impatient = new AbortController();
    let finish = (_value: { value: number }): void => {};
    const load = (): Promise<{ value: number }> => new Promise((resolve) => (finish = resolve));
    const first = connection.openSession({ signal: impatient.signal }).cached(kind, 'a', load);
    const second = connection.openSession({ signal: new AbortController().signal }).cached(kind, 'a', load);
    impatient.abort();
    await expect(first).rejects.toBeInstanceOf(CancelledError);
    finish({ value: 1 });
    await expect(second).resolves.toEqual({ value: 1 });
  });

  it('aborts the read when the last caller leaves, and a later caller starts anew', async () => {
    const connection = createConnection({ token: 'ntn_test' });
    const controller = new AbortController();
    let aborted = false;
    const pending = connection.openSession({ signal: controller.signal }).cached(
      kind,
      'a',
      (reader) =>
        new Promise((_resolve, reject) => {
          reader.signal.addEventListener('abort', () => {
            aborted = true;
            reject(reader.signal.reason);
          });
        }),
    );
    controller.abort();
    await expect(pending).rejects.toBeInstanceOf(CancelledError);
    expect(aborted).toBe(true);
    const later = connection.openSession({ signal: new AbortController().signal });
    await expect(later.cached(kind, 'a', async () => ({ value: 2 }))).resolves.toEqual({ value: 2 });
  });

  it('does not keep failures', async () => {
    const reader = session();
    await expect(reader.cached(kind, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(reader.cached(kind, 'a', async () => ({ value: 3 }))).resolves.toEqual({ value: 3 });
  });

  it('keeps what came along, drops what is stale, and shares nothing between connections', async () => {
    const reader = session();
    reader.setCached(kind, 'a', { value: 4 });
    expect(reader.getCached(kind, 'a')).toEqual({ value: 4 });
    expect(session().getCached(kind, 'a')).toBeUndefined();
    reader.deleteCached(kind, 'a');
    expect(reader.getCached(kind, 'a')).toBeUndefined();
  });

  it('lets values grow old', async () => {
    const reader = session();
    const brief: CacheKind<{ value: number }> = { name: 'brief', lifetimeMs: 5 };
    reader.setCached(brief, 'a', { value: 5 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(reader.getCached(brief, 'a')).toBeUndefined();
  });
});
