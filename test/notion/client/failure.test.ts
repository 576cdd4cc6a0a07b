import { describe, expect, it } from '@jest/globals';
import { APIErrorCode, APIResponseError, UnknownHTTPResponseError } from '@notionhq/client';
import { explainFailure } from '../../../src/notion/client/explain-failure.js';
import { failureFrom, NotionFailure, retryAfterSeconds } from '../../../src/notion/client/failure.js';
import { isBlocked, isRateLimit, mayRetryRead } from '../../../src/notion/client/retry-policy.js';

const now = new Date('2026-11-20T12:00:00Z');

function answer(status: number, body: object | string, headers: Record<string, string> = {}): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const common = { status, headers, rawBodyText: text, message: 'not used' };
  return text.includes(APIErrorCode.ObjectNotFound)
    ? new APIResponseError({
        ...common,
        code: APIErrorCode.ObjectNotFound,
        additional_data: undefined,
        request_id: undefined,
      })
    : new UnknownHTTPResponseError(common);
}

describe('failureFrom', () => {
  it('reads code, message and request id from an error the library knows', () => {
    const body = {
      object: 'error',
      status: 404,
      code: 'object_not_found',
      message: 'Could not find',
      request_id: 'r1',
    };
    expect(failureFrom(answer(404, body), now)).toMatchObject({
      kind: 'http',
      status: 404,
      code: 'object_not_found',
      notionMessage: 'Could not find',
      requestId: 'r1',
    });
  });

  it('reads codes that the library does not know', () => {
    expect(failureFrom(answer(502, { code: 'bad_gateway', message: 'm' }), now)).toMatchObject({
      status: 502,
      code: 'bad_gateway',
    });
  });

  it('keeps the status of a page of HTML', () => {
    expect(failureFrom(answer(502, '<html>Bad gateway</html>', { 'cf-ray': 'x' }), now)).toMatchObject({
      kind: 'http',
      status: 502,
      code: '',
    });
  });

  it('reads the wait from the header, else from the body', () => {
    const body = {
      code: 'rate_limited',
      additional_data: { retry_after: '49', rate_limit_reason: 'public_api_space_request_rate_limit' },
    };
    expect(failureFrom(answer(429, body, { 'retry-after': '50' }), now).retryAfterSeconds).toBe(50);
    expect(failureFrom(answer(429, body), now)).toMatchObject({
      retryAfterSeconds: 49,
      rateLimitReason: 'public_api_space_request_rate_limit',
    });
  });

  it.each([
    ['a cut body', new SyntaxError('Unexpected end'), 'malformed'],
    ['a reset', Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } }), 'network'],
    ['a foreign realm', { name: 'TypeError', message: 'fetch failed' }, 'network'],
    ['nothing at all', undefined, 'network'],
  ])('names %s', (_name, error, kind) => {
    expect(failureFrom(error, now).kind).toBe(kind);
  });
});

describe('retryAfterSeconds', () => {
  it.each([
    ['12', 12],
    ['0', 0],
    ['1.2', 2],
    ['-3', 0],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['90000', 3600],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 3600],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s → %s', (value, seconds) => {
    expect(retryAfterSeconds(value, now)).toBe(seconds);
  });
});

const blocked = { status: 429, code: 'rate_limited', rateLimitReason: 'public_api_request_blocked' };

describe('mayRetryRead', () => {
  it.each([
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [409, true],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [529, true],
  ])('%i → %s', (status, expected) => {
    expect(mayRetryRead(new NotionFailure('http', { status }))).toBe(expected);
  });

  it('repeats after lost connections, hangs and cut answers', () => {
    for (const kind of ['network', 'timeout', 'malformed'] as const) {
      expect(mayRetryRead(new NotionFailure(kind))).toBe(true);
    }
  });

  it('never repeats when Notion restricted the connection', () => {
    expect(isBlocked(new NotionFailure('http', blocked))).toBe(true);
    expect(isRateLimit(new NotionFailure('http', blocked))).toBe(false);
    expect(mayRetryRead(new NotionFailure('http', blocked))).toBe(false);
  });
});

describe('explainFailure', () => {
  it.each([
    [new NotionFailure('network'), 'UnavailableError'],
    [new NotionFailure('timeout'), 'UnavailableError'],
    [new NotionFailure('malformed'), 'UnavailableError'],
    [new NotionFailure('http', { status: 400, code: 'validation_error' }), 'UnexpectedResponseError'],
    [new NotionFailure('http', { status: 401 }), 'ReconnectError'],
    [new NotionFailure('http', { status: 403, code: 'restricted_resource' }), 'CapabilityError'],
    [new NotionFailure('http', { status: 404, code: 'object_not_found' }), 'AccessError'],
    // Not Notion's: a page of a proxy or firewall.
    [new NotionFailure('http', { status: 403 }), 'UnavailableError'],
    [new NotionFailure('http', { status: 404 }), 'UnavailableError'],
    [new NotionFailure('http', { status: 407 }), 'UnavailableError'],
    [new NotionFailure('http', { status: 409 }), 'UnavailableError'],
    [new NotionFailure('http', { status: 429, retryAfterSeconds: 7 }), 'RetryLaterError'],
    [new NotionFailure('http', blocked), 'UnexpectedResponseError'],
    [new NotionFailure('http', { status: 503 }), 'UnavailableError'],
    [new NotionFailure('http', { status: 529 }), 'RetryLaterError'],
    [new NotionFailure('http', { status: 418, code: 'teapot' }), 'UnexpectedResponseError'],
  ])('%s', (failure, name) => {
    const error = explainFailure(failure, 'GET /v1/pages/{page_id}');
    expect(error.name).toBe(name);
    expect(error.cause).toBe(failure);
    expect(error.advice).not.toBe('');
  });

  it.each([
    ['GET /v1/comments', 'read comments'],
    ['GET /v1/users', 'read user information'],
    ['GET /v1/users/{user_id}', 'read user information'],
    ['GET /v1/pages/{page_id}/markdown', 'read content'],
    ['GET /v1/blocks/{block_id}/children', 'read content'],
    ['POST /v1/data_sources/{data_source_id}/query', 'read content'],
    ['POST /v1/search', 'read content'],
    ['GET /v1/views/{view_id}', 'read content'],
    ['GET /v1/file_uploads/{file_upload_id}', 'read content'],
  ] as const)('names the one capability that %s needs', (endpoint, capability) => {
    const failure = new NotionFailure('http', { status: 403, code: 'restricted_resource' });
    const { message, advice } = explainFailure(failure, endpoint);
    expect(`${message} ${advice}`.match(/read (?:content|comments|user information)/g)).toEqual([capability]);
  });

  it('quotes one line of Notion, cut to a length', () => {
    const notionMessage = `body failed validation. ${'x'.repeat(900)}\nsecond line`;
    const { message } = explainFailure(
      new NotionFailure('http', { status: 400, code: 'validation_error', notionMessage }),
      'POST /v1/search',
    );
    expect(message).toContain('body failed validation');
    expect(message).not.toContain('second line');
    expect(message.length).toBeLessThan(400);
  });
});
