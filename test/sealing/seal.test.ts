import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyError, keyringOf, parseKey, sealingKey } from '../../src/sealing/keys.js';
import { SealError, Sealer, type RecordIdentity, type Sealed } from '../../src/sealing/seal.js';

const key = sealingKey(Buffer.alloc(32, 1));
const otherKey = sealingKey(Buffer.alloc(32, 2));
const sealer = new Sealer(keyringOf(key), randomBytes);
const identity: RecordIdentity = { stream: 'credential:1', version: 3, field: 'pair' };
const identities = fc.record({ stream: fc.string(), version: fc.nat(), field: fc.string() });

function failureOf(open: () => unknown): SealError {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) {
      return error;
    }
    throw error;
  }
  throw new Error('It opened.');
}

/** Every spelling of the value in which one character of its base64url parts is another one. */
function flip(text: string, at: number): string {
  const body = text.lastIndexOf('.') + 1;
  const index = body + (at % (text.length - body));
  return `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`;
}

describe('Sealer', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), identities, (plaintext, record) => {
        expect(sealer.open(sealer.seal(plaintext, record), record)).toBe(plaintext);
      }),
    );
  });

  it('never seals the same text twice alike', () => {
    const all = Array.from({ length: 50 }, () => sealer.seal('same', identity));
    expect(new Set(all.flatMap(({ wrappedKey, ciphertext }) => [wrappedKey, ciphertext])).size).toBe(100);
  });

  it('refuses a sealed value of which any character was changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('wrappedKey', 'ciphertext'), (at, part) => {
        const sealed = sealer.seal('a secret', identity);
        const changed: Sealed = { ...sealed, [part]: flip(sealed[part], at) };
        expect(failureOf(() => sealer.open(changed, identity))).toBeInstanceOf(SealError);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a sealed value in the place of another record', () => {
    fc.assert(
      fc.property(identities, identities, (first, second) => {
        fc.pre(JSON.stringify(first) !== JSON.stringify(second));
        const sealed = sealer.seal('a secret', first);
        expect(failureOf(() => sealer.open(sealed, second)).reason).toBe('altered');
      }),
    );
  });

  it('refuses the content of one record under the key of another', () => {
    const first = sealer.seal('first', identity);
    const second = sealer.seal('second', identity);
    const mixed = { wrappedKey: first.wrappedKey, ciphertext: second.ciphertext };
    expect(failureOf(() => sealer.open(mixed, identity)).reason).toBe('altered');
  });

  it('names the key that is missing', () => {
    const sealed = new Sealer(keyringOf(otherKey), randomBytes).seal('a secret', identity);
    const failure = failureOf(() => sealer.open(sealed, identity));
    expect(failure).toMatchObject({ keyId: otherKey.id, reason: 'unknown_key' });
    expect(failure.message).toContain(otherKey.id);
  });

  it('does not believe an envelope that names a key at hand which did not seal it', () => {
    const both = new Sealer(keyringOf(key, [otherKey]), randomBytes);
    const { wrappedKey, ciphertext } = both.seal('a secret', identity);
    const relabelled = { wrappedKey: wrappedKey.replace(key.id, otherKey.id), ciphertext };
    expect(failureOf(() => both.open(relabelled, identity)).reason).toBe('altered');
  });

  it('opens with an older key, and rewraps without touching the content', () => {
    const sealed = sealer.seal('a secret', identity);
    const newer = new Sealer(keyringOf(otherKey, [key]), randomBytes);
    const rewrapped = { ...sealed, wrappedKey: newer.rewrap(sealed.wrappedKey, identity) };

    expect(newer.open(sealed, identity)).toBe('a secret');
    expect(new Sealer(keyringOf(otherKey), randomBytes).open(rewrapped, identity)).toBe('a secret');
    expect(failureOf(() => sealer.open(rewrapped, identity)).keyId).toBe(otherKey.id);
  });

  it.each(['', 'v1', 'v1.x', 'v2.0badcafe.AAAA', 'v1.a.b.c', 'null', `v1.${key.id}.AAAA`, `v1.${key.id}.`])(
    'refuses the malformed wrapped key %p',
    (wrappedKey) => {
      const { ciphertext } = sealer.seal('a secret', identity);
      expect(failureOf(() => sealer.open({ wrappedKey, ciphertext }, identity)).reason).toBe('malformed');
    },
  );
});

describe('parseKey', () => {
  it('takes exactly 32 bytes of standard base64', () => {
    const text = Buffer.alloc(32, 1).toString('base64');
    expect(parseKey(text, 'CREDENTIALS_KEY').id).toBe(key.id);
  });

  it.each([
    ['nothing', ''],
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['33 bytes', Buffer.alloc(33).toString('base64')],
    ['hex', Buffer.alloc(32).toString('hex')],
    ['no padding', Buffer.alloc(32, 1).toString('base64').replace('=', '')],
    ['a line end', `${Buffer.alloc(32, 1).toString('base64')}\n`],
    ['base64url', Buffer.alloc(32, 255).toString('base64url')],
  ])('refuses %s and does not repeat it', (_name, text) => {
    const parse = () => parseKey(text, 'CREDENTIALS_KEY');
    expect(parse).toThrow(KeyError);
    expect(parse).toThrow(
      'CREDENTIALS_KEY is not 32 bytes in base64. Generate one with: openssl rand -base64 32',
    );
  });

  it('keeps the key out of what is printed of it', () => {
    const bytes = Buffer.from('0123456789abcdef0123456789abcdef');
    expect(JSON.stringify(sealingKey(bytes))).not.toContain('0123456789abcdef');
  });
});
