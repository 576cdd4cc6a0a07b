import { expect, it } from '@jest/globals';
import { NotionFailure } from '../../../src/notion/client/failure.js';
import { judgeWrite, type WriteVerdict } from '../../../src/notion/writes/verdict.js';

const http = (status: number, details: object = {}): NotionFailure =>
  new NotionFailure('http', { status, ...details });
const committed = { resourceId: 'page', childIds: ['one', 'two'] };
const soon: WriteVerdict = { kind: 'unknown', comes: 'soon' };
const over: WriteVerdict = { kind: 'unknown', comes: 'no' };

it.each<[string, NotionFailure, WriteVerdict]>([
  ['400', http(400, { code: 'validation_error' }), { kind: 'refused' }],
  ['401', http(401), { kind: 'refused' }],
  ['403', http(403, { code: 'restricted_resource' }), { kind: 'refused' }],
  ['404', http(404), { kind: 'refused' }],
  ['408', http(408), soon],
  ['409', http(409), { kind: 'conflict' }],
  ['413', http(413), { kind: 'refused' }],
  ['429', http(429, { retryAfterSeconds: 3 }), { kind: 'wait' }],
  [
    '429 of a restricted connection',
    http(429, { rateLimitReason: 'public_api_request_blocked' }),
    { kind: 'refused' },
  ],
  ['529', http(529), { kind: 'wait' }],
  ['500', http(500), over],
  ['502', http(502), soon],
  ['503 with what was saved', http(503, { committed }), { kind: 'saved', ...committed }],
  ['503 without', http(503), over],
  ['504', http(504), soon],
  ['500 that names ids, which only a 503 may', http(500, { committed }), over],
  ['a status that means nothing here', http(302), soon],
  ['a reset', new NotionFailure('network', { cause: coded('ECONNRESET') }), soon],
  ['a broken pipe', new NotionFailure('network', { cause: coded('EPIPE') }), soon],
  ['an unknown network failure', new NotionFailure('network', { cause: 'gone' }), soon],
  ['no address', new NotionFailure('network', { cause: coded('ENOTFOUND') }), { kind: 'unsent' }],
  [
    'no connection, within another error',
    new NotionFailure('network', { cause: new Error('request failed', { cause: coded('ECONNREFUSED') }) }),
    { kind: 'unsent' },
  ],
  ['a timeout', new NotionFailure('timeout'), { kind: 'unknown', comes: 'any time' }],
  ['an answer that was cut', new NotionFailure('malformed'), over],
  ['an answer that is too large', new NotionFailure('too_large'), over],
])('judges a write that failed with %s', (_name, failure, verdict) => {
  expect(judgeWrite(failure)).toEqual(verdict);
});

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
