import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSigned } from '../../src/webhooks/signature.js';
import { signatureOf } from '../support/notion/webhook-events.js';

const TOKEN = 'secret_of_the_first_subscription';
const OTHER = 'secret_of_the_second_subscription';
const body = Buffer.from('{"type":"page.created"}');
const signature = signatureOf(body, TOKEN);

describe('a signature', () => {
  it('is accepted of each token that is accepted, whichever comes first', () => {
    expect(isSigned(body, signature, [TOKEN])).toBe(true);
    expect(isSigned(body, signature, [OTHER, TOKEN])).toBe(true);
    expect(isSigned(body, signatureOf(body, OTHER), [OTHER, TOKEN])).toBe(true);
  });

  it.each<[string, string | undefined, readonly string[]]>([
    ['missing', undefined, [TOKEN]],
    ['empty', '', [TOKEN]],
    ['without its prefix', signature.slice('sha256='.length), [TOKEN]],
    ['of another algorithm', signature.replace('sha256', 'sha1'), [TOKEN]],
    ['in capitals', signature.toUpperCase(), [TOKEN]],
    ['cut', signature.slice(0, -2), [TOKEN]],
    ['with something behind it', `${signature}00`, [TOKEN]],
    ['of another token', signatureOf(body, OTHER), [TOKEN]],
    ['when no token is accepted', signature, []],
    ['of the empty token, when none is accepted', signatureOf(body, ''), []],
    ['repeated in one header', `${signature}, ${signature}`, [TOKEN]],
  ])('%s is refused', (_name, header, tokens) => {
    expect(isSigned(body, header, tokens)).toBe(false);
  });

  it('does not survive the change of any bit of the body', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (bytes, position) => {
        const signed = signatureOf(bytes, TOKEN);
        expect(isSigned(bytes, signed, [TOKEN])).toBe(true);
        const changed = Uint8Array.from(bytes);
        const bit = position % (8 * bytes.length);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isSigned(changed, signed, [TOKEN])).toBe(false);
      }),
    );
  });

  it('is not guessed', () => {
    const guess = `sha256=${randomBytes(32).toString('hex')}`;
    expect(isSigned(body, guess, [TOKEN, OTHER])).toBe(false);
  });
});
