import { describe, expect, it } from '@jest/globals';
import { budgetFigures, callFigures, fairness, recovery, type Attempt, type Call } from './figures.js';

const BUDGET = "Notion's request budget for this connection is used up.";

function call(
  space: string,
  begun: number,
  attempts: readonly Attempt[],
  outcome: Call['outcome'] = 'answered',
): Call {
  const last = attempts.at(-1);
  return { space, begun, attempts, outcome, took: last === undefined ? 0 : last.sent + last.took - begun };
}
const answered = (sent: number, took = 10): Attempt => ({ sent, took, kind: 'answered' });
const told = (sent: number, why: string): Attempt => ({ sent, took: 1, kind: 'wait', why });
const broken = (sent: number, took = 5): Attempt => ({ sent, took, kind: 'broken' });

describe('the figures of calls', () => {
  it('keep the attempt apart from the waiting that was asked for', () => {
    const figures = callFigures(
      [
        call('a', 100, [answered(100)]),
        call('a', 200, [told(200, BUDGET), answered(700, 20)]),
        call('a', 2000, [answered(2000)]),
      ],
      { from: 0, to: 1000 },
    );
    expect(figures).toMatchObject({ calls: 2, answered: 2, told: 1, broken: 0, unanswered: 0, perSecond: 2 });
    expect(figures).toMatchObject({ served: [20, 20, 20], all: [520, 520, 520], longestAttempt: 20 });
  });

  it('leave out what a call met when the time was over', () => {
    const waiting = call('a', 900, [told(900, BUDGET), broken(1200), answered(1300, 50)]);
    const figures = callFigures([waiting], { from: 0, to: 1000 });
    expect(figures).toMatchObject({ calls: 1, answered: 1, told: 1, broken: 0, longestAttempt: 1 });
  });
});

describe('the figures of budgets', () => {
  it('count windows that lie wholly within', () => {
    const windows = [0, 950, 1000, 1500, 1901].map((start) => ({ start, limit: 10, used: 9, refused: 1 }));
    expect(budgetFigures(windows, { from: 900, to: 2000 }, 100)).toEqual({
      windows: 3,
      used: 27,
      allowed: 30,
      share: 0.9,
      refused: 3,
    });
  });
});

describe('fairness', () => {
  it('compares the least served connection with the mean, also one that got nothing', () => {
    const window = (connection: string, start: number, used: number, limit = 10) => ({
      connection,
      start,
      used,
      limit,
      refused: 0,
    });
    const of = (...windows: ReturnType<typeof window>[]) => fairness(windows, { from: 0, to: 1000 }, 100);
    const even = [window('a', 0, 9), window('a', 100, 7), window('b', 50, 32, 40)];
    expect(of(...even)).toEqual({ connections: 2, least: 0.8, mean: 0.8, ratio: 1 });
    expect(of(...even, window('c', 0, 0)).ratio).toBe(0);
    expect(of(...even, window('d', 950, 0)).connections).toBe(2);
  });
});

describe('what a disturbance cost', () => {
  const moment = { begun: 10_000, ended: 12_000 };

  it('is nothing where callers were told of the budget only', () => {
    const calls = [call('a', 10_500, [told(10_500, BUDGET), answered(11_000)])];
    expect(recovery(calls, moment, 1000)).toMatchObject({ broken: 0, told: 0, lastAfter: 0, unanswered: 0 });
  });

  it('is what broke off, what was told to come again, and when that was felt last', () => {
    const calls = [
      call('a', 9999, [broken(9999), answered(10_300)]),
      call('b', 10_100, [told(10_100, 'HTTP 503'), broken(12_500, 200), answered(12_900)]),
      call('c', 12_000, [broken(14_000)], 'unanswered'),
    ];
    expect(recovery(calls, moment, 1000)).toEqual({
      seconds: 2,
      broken: 2,
      told: 1,
      lastAfter: 2.7,
      unanswered: 1,
      longestAttempt: 0.2,
    });
  });
});
