import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { confirmToken, isTokenFor, type TokenOwner } from '../../../src/mcp/calls/confirm-tokens.js';
import { say } from '../../../src/text/words.js';
import type { ConfirmableChange } from '../../../src/workspace/changes/confirm-change.js';
import { forgedAtEnd } from '../../support/forged.js';

const owner: TokenOwner = {
  secret: createSecretKey(randomBytes(32)),
  identity: ['space', 'key'],
  connectionKey: 'connection',
};
const change: ConfirmableChange = {
  tool: 'notion_organize_pages',
  input: { pages: ['a', 'b'], action: 'trash' },
  seen: [['a', 3]],
  effect: say`Two pages go.`,
};
const NOW = new Date('2026-11-30T09:00:00.400Z');
const after = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('a token that confirms a change', () => {
  const token = confirmToken(owner, change, NOW);

  it('holds for ten minutes', () => {
    expect(isTokenFor(owner, change, NOW, token)).toBe(true);
    expect(isTokenFor(owner, change, after(599_000), token)).toBe(true);
    expect(isTokenFor(owner, change, after(600_000), token)).toBe(false);
  });

  it('does not mind how the call is run, nor the order of its arguments', () => {
    const input = { request_key: 'x', confirm: token, dry_run: false, action: 'trash', pages: ['a', 'b'] };
    expect(isTokenFor(owner, { ...change, input }, NOW, token)).toBe(true);
  });

  it.each<[string, Partial<TokenOwner>, Partial<ConfirmableChange>]>([
    ['another caller', { identity: ['space', 'other'] }, {}],
    ['a caller of another space', { identity: ['other', 'key'] }, {}],
    ['another connection', { connectionKey: 'other' }, {}],
    ['another key', { secret: createSecretKey(randomBytes(32)) }, {}],
    ['another tool', {}, { tool: 'notion_edit_database' }],
    ['other arguments', {}, { input: { pages: ['a'], action: 'trash' } }],
    ['an argument more', {}, { input: { ...change.input, to: 'c' } }],
    ['what has changed since', {}, { seen: [['a', 4]] }],
  ])('does not hold for %s', (_name, otherOwner, otherChange) => {
    expect(isTokenFor({ ...owner, ...otherOwner }, { ...change, ...otherChange }, NOW, token)).toBe(false);
  });

  it.each(['', '.', 'zzzzzzz', `${token}A`, ` ${token}`, token.toUpperCase(), forgedAtEnd(token)])(
    'is not %j',
    (forged) => {
      expect(isTokenFor(owner, change, NOW, forged)).toBe(false);
    },
  );

  it('cannot be given more time', () => {
    const [, mac = ''] = token.split('.');
    const [later = ''] = confirmToken(owner, change, after(3_600_000)).split('.');
    expect(isTokenFor(owner, change, NOW, `${later}.${mac}`)).toBe(false);
  });
});
