import { describe, expect, it } from '@jest/globals';
import { errorsBetween } from '../../../src/search-index/find/closest-words.js';
import { BlockWriter, termOf } from '../../../src/search-index/inverted/blocks.js';
import { typedWord, wordsLike } from '../../../src/search-index/inverted/words-like.js';
import { oneOf, seededRandom } from '../../harness/random.js';

const LETTERS = Array.from('abcdeеёжзоłéßक्ष1#');

/** Their words as blocks have them. */
function blocksOf(words: readonly string[]): readonly Buffer[] {
  const writer = new BlockWriter();
  const terms = [...new Set(words)].map(termOf).toSorted((one, other) => (one < other ? -1 : 1));
  const full = terms.flatMap((term) => writer.add({ term, documents: 1, postings: Buffer.alloc(3) }) ?? []);
  return [...full, writer.end() ?? []].flat().map((block) => block.terms);
}

function alikeIn(words: readonly string[], typed: string): readonly string[] {
  return blocksOf(words).flatMap((terms) => wordsLike(terms, typedWord(typed, 2)));
}

describe('words like a typed one', () => {
  it('are all that differ in two letters at most, and all that hold it', () => {
    const random = seededRandom(4);
    const word = (): string =>
      Array.from({ length: 3 + Math.floor(random() * 5) }, () => oneOf(random, LETTERS)).join('');
    const words = [...new Set(Array.from({ length: 150 }, word))];
    let alike = 0;
    for (const typed of [...words.slice(0, 60), ...Array.from({ length: 60 }, word)]) {
      const found = new Set(alikeIn(words, typed));
      for (const known of words) {
        if (errorsBetween(typed, known) <= 2 || known.includes(typed)) {
          alike += 1;
          expect([typed, known, found.has(known)]).toEqual([typed, known, true]);
        }
      }
    }
    expect(alike).toBeGreaterThan(100);
  });

  it('are few of many', () => {
    const words = ['climate', 'company', 'certificate', 'zebra', 'rotate', 'договор', 'автомобиль'];
    expect(alikeIn(words, 'certifciate')).toEqual(['certificate']);
    expect(alikeIn(words, 'догвор')).toEqual(['договор']);
  });
});
