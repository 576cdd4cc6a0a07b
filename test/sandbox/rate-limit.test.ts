import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from '../../src/sandbox/rate-limit.js';

function limiterAt(): { limiter: RateLimiter; moveTo: (milliseconds: number) => void } {
  let now = 1000;
  const limiter = new RateLimiter({ requests: 3, windowMilliseconds: 60_000 }, () => now);
  return {
    limiter,
    moveTo: (milliseconds) => {
      now = 1000 + milliseconds;
    },
  };
}

describe('RateLimiter', () => {
  it('lets a burst pass and then refuses until the window ends', () => {
    const { limiter, moveTo } = limiterAt();
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([undefined, undefined, undefined]);
    expect(limiter.take('a')).toBe(60);
    moveTo(10_001);
    expect(limiter.take('a')).toBe(50);
    moveTo(59_999);
    expect(limiter.take('a')).toBe(1);
    moveTo(60_000);
    expect(limiter.take('a')).toBeUndefined();
  });

  it('does not slide: requests late in a window do not count in the next', () => {
    const { limiter, moveTo } = limiterAt();
    limiter.take('a');
    moveTo(59_000);
    limiter.take('a');
    limiter.take('a');
    moveTo(60_000);
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([undefined, undefined, undefined]);
    expect(limiter.take('a')).toBe(60);
  });

  it('keeps the rhythm of the first window after a pause', () => {
    const { limiter, moveTo } = limiterAt();
    limiter.take('a');
    moveTo(150_000);
    limiter.take('a');
    limiter.take('a');
    limiter.take('a');
    expect(limiter.take('a')).toBe(30);
  });

  it('counts each token by itself', () => {
    const { limiter } = limiterAt();
    [1, 2, 3].forEach(() => limiter.take('a'));
    expect(limiter.take('b')).toBeUndefined();
    expect(limiter.take('a')).toBe(60);
  });
});
