import { describe, expect, it } from '@jest/globals';
import { hostedAuthorization, MisdirectedTokenError } from '../../../src/upstream/hosted-token.js';
import { tokenFailureOf } from '../../../src/upstream/tokens/token-failure.js';

describe('what a failure of the token endpoint means', () => {
  it.each([
    ['no answer', undefined, 'transient'],
    ['500', { status: 500, body: { error: 'server_error' } }, 'transient'],
    ['429', { status: 429, body: { error: 'too_many' } }, 'transient'],
    ['an answer of a proxy', { status: 400, body: undefined }, 'transient'],
    ['invalid_grant', { status: 400, body: { error: 'invalid_grant' } }, 'invalid_grant'],
    ['invalid_client', { status: 401, body: { error: 'invalid_client' } }, 'client_unknown'],
    ['invalid_request', { status: 400, body: { error: 'invalid_request' } }, 'configuration'],
    [
      'a code at the REST API',
      { status: 400, body: { error: 'invalid_request', message: 'body.code should be a valid uuid' } },
      'wrong_endpoint',
    ],
    ['an answer that only looks well', { status: 200, body: { error: 'invalid_grant' } }, 'transient'],
  ])('%s', (_what, seen, kind) => {
    const failure = tokenFailureOf(seen && { retryAfterSeconds: undefined, ...seen });
    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toContain('uuid');
  });
});

describe('a token of the hosted server', () => {
  const token = {
    kind: 'hosted',
    accessToken: 'user:grant:secret',
    version: 1,
    resource: 'https://mcp.notion.com/mcp',
  } as const;

  it('is sent to its own address', () => {
    expect(hostedAuthorization(token, new URL('https://mcp.notion.com/mcp'))).toBe(
      'Bearer user:grant:secret',
    );
  });

  it.each([
    'https://api.notion.com/v1/search',
    'https://mcp.notion.com/sse',
    'http://mcp.notion.com/mcp',
    'https://mcp.notion.com.evil.example/mcp',
    'https://mcp.notion.com:8443/mcp',
  ])('is not sent to %s', (address) => {
    expect(() => hostedAuthorization(token, new URL(address))).toThrow(MisdirectedTokenError);
  });
});
