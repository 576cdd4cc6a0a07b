import { describe, expect, it } from '@jest/globals';
import { TooLargeError, UnavailableError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';
import { readWithSmallerPages } from '../../../src/notion/endpoints/smaller-pages.js';

describe('a page of a list that is too large', () => {
  const tooLarge = new TooLargeError(say`Large.`, say`Less.`);

  it('is read shorter, until it fits or is a single object', async () => {
    const asked: number[] = [];
    const upTo = (most: number) => (pageSize: number) => {
      asked.push(pageSize);
      return pageSize > most ? Promise.reject(tooLarge) : Promise.resolve(pageSize);
    };
    expect(await readWithSmallerPages(100, upTo(10))).toBe(7);
    await expect(readWithSmallerPages(100, upTo(0))).rejects.toBe(tooLarge);
    expect(asked).toEqual([100, 25, 7, 100, 25, 7, 2, 1]);
  });

  it('is not read again after another failure', async () => {
    const error = new UnavailableError(say`Away.`, say`Later.`);
    let reads = 0;
    await expect(
      readWithSmallerPages(100, () => {
        reads += 1;
        return Promise.reject(error);
      }),
    ).rejects.toBe(error);
    expect(reads).toBe(1);
  });
});
