import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { derivedSecret, sealingKey } from '../../src/sealing/keys.js';
import { SealedValues } from '../../src/redis/sealed-values.js';

const sealed = new SealedValues(createSecretKey(Buffer.alloc(32, 3)));
const name = ['read', 'connection-1', 'card', 'page-1'];

describe('a sealed value', () => {
  it('opens under its name and context, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(sealed.open(name, sealed.seal(name, text, context), context)).toBe(text);
      }),
    );
  });

  it.each<[string, readonly string[], string]>([
    ['of another connection', ['read', 'connection-2', 'card', 'page-1'], ''],
    ['of another kind', ['read', 'connection-1', 'user', 'page-1'], ''],
    ['of another object', ['read', 'connection-1', 'card', 'page-2'], ''],
    ['that runs the parts together', ['read', 'connection-1', 'cardpage-1'], ''],
    ['of another change', name, 'later'],
  ])('does not open under the name %s', (_what, otherName, context) => {
    expect(sealed.open(otherName, sealed.seal(name, 'text'), context)).toBeUndefined();
  });

  it('does not open with any character changed, cut or added', () => {
    const text = sealed.seal(name, 'text');
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('A', 'b', '-', '_', ''), (at, put) => {
        const changed = `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
        fc.pre(changed !== text);
        expect(sealed.open(name, changed)).toBeUndefined();
      }),
    );
    expect(sealed.open(name, '')).toBeUndefined();
    expect(sealed.open(name, 'not sealed at all')).toBeUndefined();
  });

  it('does not open with another secret, and is called otherwise', () => {
    const other = new SealedValues(createSecretKey(Buffer.alloc(32, 4)));
    expect(other.open(name, sealed.seal(name, 'text'))).toBeUndefined();
    expect(other.hide(name)).not.toBe(sealed.hide(name));
  });

  it('shows neither text nor name', () => {
    const shown = `${sealed.hide(name)} ${sealed.seal(name, 'Salaries 2026')}`;
    const decoded = Buffer.from(shown, 'base64url').toString('latin1');
    for (const secret of ['Salaries', 'page-1', 'connection-1']) {
      expect(`${shown}${decoded}`).not.toContain(secret);
    }
  });

  it('looks different each time', () => {
    expect(sealed.seal(name, 'text')).not.toBe(sealed.seal(name, 'text'));
  });
});

describe('a derived secret', () => {
  it('is the same for the same key and purpose only', () => {
    const [first, second] = [sealingKey(randomBytes(32)), sealingKey(randomBytes(32))];
    const hide = (key: typeof first, purpose: string): string =>
      new SealedValues(derivedSecret(key, purpose)).hide(['name']);
    expect(hide(first, 'one')).toBe(hide(first, 'one'));
    expect(new Set([hide(first, 'one'), hide(first, 'two'), hide(second, 'one')]).size).toBe(3);
    expect(new SealedValues(first.secret).hide(['name'])).not.toBe(hide(first, 'one'));
  });
});
