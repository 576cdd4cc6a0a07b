import { describe, expect, it } from '@jest/globals';
import { bearerChallenge, bearerCheck, bearerToken } from '../../src/http/bearer-token.js';

describe('the bearer token of a header', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
    ['Basic abc', undefined],
    ['Bearer ', undefined],
    ['Bearer a b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });
});

describe('a bearer check', () => {
  it('accepts the token alone, whatever the length of another', () => {
    const check = bearerCheck('correct horse');
    expect(['correct horse', 'correct horse ', 'c', ''].map((token) => check(token))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a challenge', () => {
  it('names the realm only where nothing was presented', () => {
    expect(bearerChallenge({})).toBe('Bearer realm="notion-rest-mcp"');
  });

  it('gives the error, the scope and the metadata in this order', () => {
    expect(
      bearerChallenge({
        metadataUrl: 'https://notion.example.test/.well-known/oauth-protected-resource',
        scope: 'notion:read',
        error: 'insufficient_scope',
      }),
    ).toBe(
      'Bearer realm="notion-rest-mcp", error="insufficient_scope", scope="notion:read", resource_metadata="https://notion.example.test/.well-known/oauth-protected-resource"',
    );
  });
});
