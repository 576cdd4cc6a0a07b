import { describe, expect, it } from '@jest/globals';
import { readAnswer } from './read-answer.js';

const answer = (status: number, body = '', headers: Record<string, string> = {}) =>
  readAnswer({ status, body, headers });
const result = (text: string, isError = false) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }], isError } });

describe('what a sensible client makes of an answer', () => {
  it.each([
    ['an answer', answer(200, result('1 hit')), { kind: 'answered', text: '1 hit' }],
    [
      'an answer in an event stream',
      answer(200, `event: message\ndata: {"method":"x"}\n\nevent: message\ndata: ${result('1 hit')}\n\n`),
      { kind: 'answered', text: '1 hit' },
    ],
    [
      'the wait of a used up budget',
      answer(200, result("Notion's request budget is used up.\nCall again in 12 s.", true)),
      { kind: 'wait', seconds: 12, why: "Notion's request budget is used up." },
    ],
    [
      'an outage that names no time',
      answer(200, result('The database does not answer.\nCall again in a few seconds.', true)),
      { kind: 'wait', seconds: 2 },
    ],
    ['a full space', answer(429, '', { 'retry-after': '3' }), { kind: 'wait', seconds: 3, why: 'HTTP 429' }],
    ['an outage', answer(503, '', { 'retry-after': '5' }), { kind: 'wait', seconds: 5, why: 'HTTP 503' }],
    ['no server', answer(502), { kind: 'broken' }],
    [
      'a deadline',
      answer(200, result("Notion did not answer GET /v1/pages within this call's 5 s.", true)),
      { kind: 'late' },
    ],
    [
      'a page that speaks of coming again',
      answer(200, result('Call again in 3 s.')),
      { kind: 'answered', text: 'Call again in 3 s.' },
    ],
    ['any other error', answer(200, result('No such page.', true)), { kind: 'wrong', what: 'No such page.' }],
    [
      'a refusal in the protocol',
      answer(401, '{"error":{"message":"no key"}}'),
      { kind: 'wrong', what: 'HTTP 401' },
    ],
    ['half an answer', answer(200, '{"result":{"con'), { kind: 'wrong', what: 'HTTP 200' }],
  ])('%s', (_name, read, expected) => {
    expect(read).toMatchObject(expected);
  });
});
