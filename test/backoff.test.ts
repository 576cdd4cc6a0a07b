import { describe, expect, it } from '@jest/globals';
import { backoffMs, retryDelayMs } from '../src/backoff.js';

describe('the pause before a retry', () => {
  it('doubles from the first', () => {
    expect([0, 1, 2, 3].map((retries) => backoffMs(retries, 50))).toEqual([50, 100, 200, 400]);
  });

  it('has a maximum, however many retries there were', () => {
    expect([4, 5, 2000].map((retries) => backoffMs(retries, 50, 1000))).toEqual([800, 1000, 1000]);
  });

  it('is what the server asks for, zero included', () => {
    expect([undefined, 0, 3].map((seconds) => retryDelayMs(seconds, 400))).toEqual([400, 0, 3000]);
  });
});
