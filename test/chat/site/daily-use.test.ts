import { describe, expect, it } from '@jest/globals';
import { DailyUse } from '../../../src/chat/site/daily-use.js';

const LIMITS = { messages: 3, steps: 10, tokens: 1000, cost: 5 };
const OF_ANSWER = { steps: 4, tokens: 600, cost: 2 };

function useAt(times: { now: Date }): DailyUse {
  return new DailyUse(LIMITS, OF_ANSWER, { now: () => times.now });
}
const usage = (steps: number, tokens: number, cost?: number) => ({
  steps,
  inputTokens: tokens,
  outputTokens: 0,
  cost,
});

describe('the use of a day', () => {
  it('is limited in questions, and begins anew the next day', () => {
    const time = { now: new Date('2026-11-30T10:00:00Z') };
    const use = useAt(time);
    for (let count = 0; count < 3; count += 1) {
      const begun = use.begin('nora');
      expect(begun).toHaveProperty('allowance');
      if (typeof begun !== 'string') {
        begun.end(usage(0, 0, 0));
      }
    }
    expect(use.begin('nora')).toBe('messages');
    expect(use.begin('gus')).toHaveProperty('allowance');
    time.now = new Date('2026-12-01T00:00:00Z');
    expect(use.begin('nora')).toHaveProperty('allowance');
  });

  it('sets aside what an answer may take, so that answers at once cannot take more together', () => {
    const use = useAt({ now: new Date('2026-11-30T10:00:00Z') });
    expect(use.begin('nora')).toMatchObject({ allowance: { steps: 4, tokens: 600, cost: 2 } });
    expect(use.begin('nora')).toMatchObject({ allowance: { steps: 4, tokens: 400, cost: 2 } });
    expect(use.begin('nora')).toBe('tokens');
  });

  it.each([
    [usage(10, 0, 0), 'steps'],
    [usage(0, 1000, 0), 'tokens'],
    [usage(0, 0, 5), 'cost'],
  ] as const)('counts what was taken: %j', (used, limit) => {
    const use = useAt({ now: new Date('2026-11-30T10:00:00Z') });
    const begun = use.begin('nora');
    if (typeof begun !== 'string') {
      begun.end(used);
    }
    expect(use.begin('nora')).toBe(limit);
  });
});
