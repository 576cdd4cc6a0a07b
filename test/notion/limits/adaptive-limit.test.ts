import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  limitAfterProbe,
  limitAfterRefusal,
  connectionBounds,
  mayProbe,
  initialLimit,
  UNLIMITED,
  workspaceBounds,
  type AdaptiveLimit,
} from '../../../src/notion/limits/adaptive-limit.js';

const MINUTE = 60_000;
const bounds = connectionBounds(180);

/** What a connection learns that uses up each window of a minute, at a Notion that gives it so many requests. */
function learn(truth: number, minutes: number, start = 180): { limits: number[]; refusals: number } {
  const own = connectionBounds(start);
  let learned = initialLimit(own);
  let refusals = 0;
  const limits: number[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = minute * MINUTE;
    for (;;) {
      if (learned.limit > truth) {
        // Everything beyond what Notion gives that was under way is refused, as many as are sent at a time.
        const refused = Math.min(16, learned.limit - truth);
        refusals += refused;
        for (let each = 1; each <= refused; each += 1) {
          learned = limitAfterRefusal(learned, truth + refused - each, own, now);
        }
        break;
      }
      if (!mayProbe(learned, own, now)) {
        break;
      }
      if (learned.limit + 1 > truth) {
        refusals += 1;
        learned = limitAfterRefusal(learned, learned.limit, own, now);
        break;
      }
      learned = limitAfterProbe(learned, own);
    }
    limits.push(learned.limit);
  }
  return { limits, refusals };
}

describe('a learned limit', () => {
  it.each([
    ['a standard workspace stays where it is and pays one refusal', 180, 10, 180, 1],
    ['a standard workspace pays few refusals in a day', 180, 24 * 60, 180, 7],
    ['a Business workspace reaches its 600 at once, and is never refused', 600, 1, 600, 0],
    ['a plan in between costs what was under way when it was met', 400, 10, 400, 5],
  ])('%s', (_name, truth, minutes, limit, refusals) => {
    const { limits, refusals: refused } = learn(truth, minutes);
    expect([limits.at(-1), refused]).toEqual([limit, refusals]);
  });

  it('falls to what a standard workspace has where more was set', () => {
    expect(learn(180, 2, 600)).toEqual({ limits: [180, 180], refusals: 16 });
  });

  it.each([
    ['the standard', 180, 600],
    ['more than any plan has', 1000, 1000],
    ['fewer than any plan has, which is meant so', 50, 50],
  ])('starts with %s and knows its ceiling', (_name, start, most) => {
    expect(connectionBounds(start)).toEqual({ start, max: most });
    expect(initialLimit(connectionBounds(start)).limit).toBe(start);
    expect(mayProbe(initialLimit(connectionBounds(start)), connectionBounds(start), 0)).toBe(most > start);
  });

  it('learns nothing from a refusal after few requests: somebody else has used the budget up', () => {
    expect(limitAfterRefusal(initialLimit(bounds), 59, bounds, 0)).toEqual(initialLimit(bounds));
    expect(limitAfterRefusal(initialLimit(bounds), 60, bounds, 0).limit).toBe(60);
  });

  it('knows no limit of a workspace until it is met', () => {
    const none = initialLimit(workspaceBounds);
    expect(none.limit).toBe(UNLIMITED);
    expect(mayProbe(none, workspaceBounds, 0)).toBe(false);
    const met = limitAfterRefusal(none, 700, workspaceBounds, 0);
    expect(met.limit).toBe(700);
    expect(mayProbe(met, workspaceBounds, 15 * MINUTE - 1)).toBe(false);
    expect(mayProbe(met, workspaceBounds, 15 * MINUTE)).toBe(true);
  });

  const step = fc.oneof(
    fc.record({ kind: fc.constant('probe' as const), after: fc.nat(2 * 60 * MINUTE) }),
    fc.record({
      kind: fc.constant('refusal' as const),
      after: fc.nat(2 * 60 * MINUTE),
      passed: fc.integer({ min: -20, max: 1200 }),
    }),
  );

  it('stays within its bounds whatever happens, and is quiet for longer and longer between 15 minutes and a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.array(step), (start, steps) => {
        const own = connectionBounds(start);
        let learned: AdaptiveLimit = initialLimit(own);
        let now = 0;
        for (const each of steps) {
          now += each.after;
          const before = learned;
          learned =
            each.kind === 'probe'
              ? limitAfterProbe(learned, own)
              : limitAfterRefusal(learned, each.passed, own, now);
          expect(learned.limit).toBeGreaterThanOrEqual(Math.min(60, start));
          expect(learned.limit).toBeLessThanOrEqual(own.max);
          expect(learned.probeDelayMs).toBeGreaterThanOrEqual(15 * MINUTE);
          expect(learned.probeDelayMs).toBeLessThanOrEqual(24 * 60 * MINUTE);
          expect(learned.noProbeUntil).toBeGreaterThanOrEqual(before.noProbeUntil);
        }
      }),
    );
  });
});
