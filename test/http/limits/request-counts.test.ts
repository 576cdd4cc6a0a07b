import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlidingRequestCounter } from '../../../src/http/limits/request-counts.js';

describe('RequestCounts', () => {
  it('never counts too little', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 500 }), (parties) => {
        const counts = new SlidingRequestCounter(() => 0);
        const exact = new Map<number, number>();
        for (const party of parties) {
          exact.set(party, (exact.get(party) ?? 0) + 1);
          expect(counts.add(String(party)).count).toBeGreaterThanOrEqual(exact.get(party) ?? 0);
        }
      }),
    );
  });

  it('keeps a count through a flood from 100,000 addresses, which cannot have it forgotten', () => {
    const counts = new SlidingRequestCounter(() => 0);
    for (let number = 0; number < 30; number += 1) {
      counts.add('198.41.0.4');
    }
    for (let number = 0; number < 100_000; number += 1) {
      counts.add(`address ${number}`);
    }
    expect(counts.get('198.41.0.4').count).toBeGreaterThanOrEqual(30);
  });

  it('does not count a newcomer with a flood from many addresses', () => {
    const counts = new SlidingRequestCounter(() => 0);
    for (let number = 0; number < 100_000; number += 1) {
      counts.add(`address ${number}`);
    }
    const newcomers = Array.from({ length: 1000 }, (_, number) => counts.add(`newcomer ${number}`).count);
    expect(Math.max(...newcomers)).toBeLessThan(15);
    const persistent = new SlidingRequestCounter(() => 0);
    for (let number = 0; number < 100_000; number += 1) {
      persistent.add(`address ${number % 2000}`);
    }
    const late = Array.from({ length: 1000 }, (_, number) => persistent.add(`newcomer ${number}`).count);
    expect(late.filter((count) => count > 5).length).toBeLessThan(10);
  });

  it('begins anew each minute, and when the clock was set back', () => {
    let now = 1_000_000;
    const counts = new SlidingRequestCounter(() => now);
    expect([counts.add('a').count, counts.add('a').count]).toEqual([1, 2]);
    expect(counts.get('a')).toEqual({ count: 2, until: 1_060_000 });
    now = 1_059_999;
    expect(counts.add('a').count).toBe(3);
    now = 1_060_000;
    expect(counts.add('a').count).toBe(1);
    now = 0;
    expect(counts.add('a')).toEqual({ count: 1, until: 60_000 });
  });

  it('stops at the most that a counter holds', () => {
    const counts = new SlidingRequestCounter(() => 0);
    let last = 0;
    for (let number = 0; number < 65_600; number += 1) {
      last = counts.add('a').count;
    }
    expect(last).toBe(65_535);
  });
});
