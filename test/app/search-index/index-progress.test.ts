import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { indexProgress } from '../../../src/app/search-index/index-progress.js';
import type { IndexReach } from '../../../src/search-index/reach.js';

const reach = (over: Partial<IndexReach>): IndexReach => ({
  pages: 0,
  read: 0,
  databases: 0,
  pending: 0,
  isListed: true,
  asOf: undefined,
  newestEdit: undefined,
  ...over,
});

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it.each<[string, readonly IndexReach[], number]>([
  ['no connection was used yet', [], 100],
  ['an empty workspace', [reach({})], 100],
  ['nothing was listed yet', [reach({ isListed: false })], 0],
  ['half of two', [reach({ pages: 10, read: 10 }), reach({ pages: 10, read: 0 })], 50],
  ['all but one of many', [reach({ pages: 5000, read: 4999 })], 99],
  ['all that was listed so far', [reach({ pages: 100, read: 100, isListed: false })], 99],
  ['all', [reach({ pages: 100, read: 100 })], 100],
])('is told in percent: %s', async (_name, reaches, percent) => {
  expect(await indexProgress({ reaches: () => Promise.resolve(reaches) })?.()).toBe(percent);
});

it('is computed once in ten seconds, however often strangers ask', async () => {
  let asked = 0;
  const progress = indexProgress({
    reaches: () => {
      asked += 1;
      return Promise.resolve([reach({ pages: 10, read: asked })]);
    },
  });
  expect([await progress?.(), await progress?.()]).toEqual([10, 10]);
  jest.advanceTimersByTime(10_000);
  expect([await progress?.(), asked]).toEqual([20, 2]);
});

it('is nothing where an index cannot be asked, and no error', async () => {
  expect(await indexProgress({ reaches: () => Promise.reject(new Error('closed')) })?.()).toBe(0);
});

it('is absent where nothing is indexed', () => {
  expect(indexProgress(undefined)).toBeUndefined();
});
