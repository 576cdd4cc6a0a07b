import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { revealInvisible } from '../../src/text/invisible.js';
import { RevealedStream } from '../../src/text/revealed-stream.js';

function inPieces(pieces: readonly string[]): string {
  const stream = new RevealedStream();
  return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
}

/** What is cut in the wrong place would show, or lose what writing needs. */
const CHARACTERS = [
  'a',
  ' ',
  '\r',
  '\n',
  '\u00ad',
  '\u001b',
  '\u{1f469}',
  '\u{1f4bb}',
  '\u{1f3f4}',
  '\u200d',
  '\u200c',
  '\ufe0f',
  '\u{e0061}',
  '\u{e007f}',
  '\u0646',
  '\u202e',
  '\u2028',
] as const;

it('shows of pieces what it would show of the whole, wherever they are cut', () => {
  const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (pieces) => {
      const joined = pieces.map((piece) => piece.join(''));
      expect(inPieces(joined)).toBe(revealInvisible(joined.join('')));
    }),
    { numRuns: 2000 },
  );
});

it('holds back no more than a character of what is written', () => {
  const stream = new RevealedStream();
  expect(stream.push('Hello, \u4e16\u754c')).toBe('Hello, \u4e16');
  expect(stream.push('!')).toBe('\u754c');
  expect(stream.end()).toBe('!');
});

it('names what hides at any length, and stays bounded', () => {
  const stream = new RevealedStream();
  const hidden = '\u{e0061}'.repeat(5000);
  expect(stream.push(`x${hidden}`)).toBe('x[hidden characters]');
  expect(stream.push('y') + stream.end()).toMatch(/^(?:\[hidden characters\]){1,2}y$/);
});
