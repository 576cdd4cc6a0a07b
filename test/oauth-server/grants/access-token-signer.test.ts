import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccessTokenSigner } from '../../../src/oauth-server/grants/access-token-signer.js';

const marks = new AccessTokenSigner(Buffer.alloc(32, 1));
const ID = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

it('knows the tokens that it has issued, and those of no other server', () => {
  const token = marks.issue(ID);
  expect(token).toMatch(/^[\w-]{43}\.[\w-]{22}$/);
  expect(marks.isIssued(token)).toBe(true);
  expect(new AccessTokenSigner(Buffer.alloc(32, 2)).isIssued(token)).toBe(false);
});

it('takes nothing else for one', () => {
  const token = marks.issue(ID);
  const others = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '_', '-', '.'), maxLength: 100 }),
    fc.nat(token.length - 1).map((at) => `${token.slice(0, at)}${token.slice(at + 1)}`),
    fc
      .tuple(fc.nat(42), fc.constantFrom('a', 'b', 'A', 'B', '0', '1'))
      .map(([at, character]) => `${token.slice(0, at)}${character}${token.slice(at + 1)}`),
  );
  const last = fc.constantFrom('A', 'Q', 'g', 'w', 'B', '1', '_').map((end) => `${token.slice(0, -1)}${end}`);
  fc.assert(fc.property(last, (text) => text === token || !marks.isIssued(text)));
  fc.assert(fc.property(others, (text) => text === token || !marks.isIssued(text)));
});
