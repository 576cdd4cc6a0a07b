import { describe, expect, it } from '@jest/globals';
import type { AuthInfo } from '@modelcontextprotocol/server';
import { fixedCaller } from '../../../src/mcp/calls/request-caller.js';

const ID = '11111111-1111-4111-8111-111111111111';
const auth = (extra: Record<string, unknown> | undefined): AuthInfo => ({
  token: '',
  clientId: 'client-1',
  scopes: ['notion:read'],
  ...(extra === undefined ? {} : { extra }),
});

describe('fixedCaller', () => {
  it('gives what the guard has fixed', () => {
    expect(fixedCaller(auth({ spaceId: 'red', kind: 'key' }))).toEqual({ spaceId: 'red' });
    expect(fixedCaller(auth({ spaceId: `@${ID}`, kind: 'app' }))).toEqual({
      spaceId: `@${ID}`,
      app: { kind: 'app', clientId: 'client-1', spaceId: `@${ID}`, scopes: ['notion:read'] },
    });
  });

  it('keeps whoever calls to their roots, an empty list included', () => {
    const roots = ['0123456789abcdef0123456789abcdef'];
    expect(fixedCaller(auth({ spaceId: 'red', kind: 'key', roots }))).toEqual({ spaceId: 'red', roots });
    expect(fixedCaller(auth({ spaceId: 'red', kind: 'key', roots: [] }))).toEqual({
      spaceId: 'red',
      roots: [],
    });
    expect(fixedCaller(auth({ spaceId: `@${ID}`, kind: 'app', roots }))).toMatchObject({
      roots,
      app: { roots },
    });
  });

  it('keeps whoever calls to what they may change', () => {
    const changes = { tools: [], roots: ['0123456789abcdef0123456789abcdef'], properties: ['Status'] };
    expect(fixedCaller(auth({ spaceId: 'red', kind: 'key', changes }))).toEqual({ spaceId: 'red', changes });
    expect(fixedCaller(auth({ spaceId: `@${ID}`, kind: 'app', changes }))).toMatchObject({
      changes,
      app: { changes },
    });
  });

  it.each<[string, AuthInfo | undefined]>([
    ['nothing at all', undefined],
    ['no space', auth({ kind: 'key' })],
    ['a space that cannot be one', auth({ spaceId: '@nobody', kind: 'key' })],
    ['no word on who calls', auth({ spaceId: 'red' })],
    ['roots that are no list', auth({ spaceId: 'red', kind: 'key', roots: null })],
    ['roots that are no ids', auth({ spaceId: 'red', kind: 'key', roots: ['everything'] })],
    ['limits of changes that are none', auth({ spaceId: 'red', kind: 'key', changes: null })],
    ['a limit of changes that nobody knows', auth({ spaceId: 'red', kind: 'app', changes: { tool: [] } })],
    ['a caller of no known kind', auth({ spaceId: 'red', kind: 'everybody' })],
  ])('reads nothing out of %s', (_what, value) => {
    expect(() => fixedCaller(value)).toThrow('A request reached the tools');
  });
});
