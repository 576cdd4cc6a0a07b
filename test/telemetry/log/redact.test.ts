import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REDACTED, redactFields, redactText } from '../../../src/telemetry/log/redact.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const SECRETS = [
  'ntn_489612345678Abcdefghijklmnopqrstuvwxyz0123',
  'secret_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abc',
  `nrm_0123456789ab_${'k'.repeat(43)}`,
  `nrt_${'t'.repeat(43)}`,
  JWT,
  'ada.quill+notion@mail.example.com',
  Buffer.alloc(32, 9).toString('base64'),
  Buffer.alloc(32, 9).toString('hex'),
];

describe('the text of a log line', () => {
  it.each(SECRETS)('does not hold %s, wherever it stands', (secret) => {
    for (const text of [
      secret,
      `before ${secret} after`,
      `"${secret}"`,
      `(${secret})`,
      `key=${secret};`,
      `line\n${secret}\n`,
    ]) {
      expect(redactText(text)).not.toContain(secret);
      expect(redactText(text)).toContain(REDACTED);
    }
  });

  it.each([
    ['Authorization: Bearer abc', `Authorization: Bearer ${REDACTED}`],
    ['basic dXNlcjpwYXNz', `basic ${REDACTED}`],
    ['postgres://notion:hunter2@db/notion', `postgres://${REDACTED}@db/notion`],
    [
      'GET /oauth/callback?code=abc&state=def HTTP/1.1',
      `GET /oauth/callback?code=${REDACTED}&state=${REDACTED} HTTP/1.1`,
    ],
  ])('%s becomes %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    'serving MCP at http://127.0.0.1:3000/mcp over Streamable HTTP',
    'at run (file:///srv/node_modules/@modelcontextprotocol/server/dist/index.mjs:10:5)',
    '5d913ec7-fd3b-4a84-a544-2e9ec56704a5',
    '5d913ec7fd3b4a84a5442e9ec56704a5',
    'team-7',
    'notion_search',
  ])('leaves %s as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  // A pattern that backtracks would take longer than Jest waits.
  it.each(['a', 'a@', 'eyJ', '?a=', '://', 'Bearer ', 'a.', 'é'])('of %s without end gets one', (part) => {
    expect(redactText(part.repeat(200_000)).length).toBeLessThan(100_000);
  });
});

describe('the fields of a log line', () => {
  it.each([
    'authorization',
    'Authorization',
    'token',
    'access_token',
    'refreshToken',
    'client_secret',
    'clientSecret',
    'cookie',
    'set-cookie',
    'code',
    'state',
    'arguments',
    'title',
    'content',
    'email',
  ])('keep nothing of %s, also below other fields', (name) => {
    const canary = 'plain words that no pattern knows';
    const written = JSON.stringify(
      redactFields({ [name]: canary, a: { b: [{ [name]: { deep: canary } }] } }),
    );
    expect(written).not.toContain(canary);
  });

  it('never hold a secret, however it is nested', () => {
    const secret = fc.constantFrom(...SECRETS);
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        secret,
        fc.tuple(fc.string(), secret).map(([text, each]) => `${text} ${each}`),
        secret.map((text) => new Error(text, { cause: new TypeError(text) })),
        secret.map((text) => Buffer.from(text)),
        secret.map((text) => new Map([[text, text]])),
        fc.constantFrom(null, undefined, 1, true, 10n, Symbol('s')),
      ),
      tree: fc.oneof(
        { maxDepth: 6 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.string(), secret), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), secret), tree), (fields) => {
        const written = JSON.stringify(redactFields(fields));
        return SECRETS.every((each) => !written.includes(each));
      }),
    );
  });

  it('have an end where the object has none, and survive what cannot be read', () => {
    const circle: Record<string, unknown> = {
      get broken(): string {
        throw new Error('no');
      },
    };
    circle['self'] = circle;
    expect(redactFields(circle)).toMatchObject({ broken: '[unreadable]' });
    expect(
      JSON.stringify(redactFields({ list: Array.from({ length: 10_000 }, () => 'x') })).length,
    ).toBeLessThan(500);
  });

  it('show of an error its names and frames, not its message', () => {
    const error = new TypeError('CANARY', { cause: new RangeError('CANARY') });
    const written = JSON.stringify(redactFields({ failure: error }));
    expect(written).toContain('TypeError < RangeError');
    expect(written).toContain('redact.test');
    expect(written).not.toContain('CANARY');
  });
});
