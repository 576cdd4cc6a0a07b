import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assumptions } from './assumptions.js';
import { BUDGET, simulateBusyHour } from './busy-hour.js';
import { costOfCall, growthOf, type Measured } from './growth.js';

const measured: Measured = {
  date: '2026-11-20',
  seconds: 100,
  connections: 10,
  calls: 1000,
  notionRequests: 2000,
  requestsOfTool: { search: 1, read: 2, searchInText: 10 },
  refreshes: 5,
  processorMilliseconds: 40_000,
  megabytesOfLargestProcess: 256,
  databaseTransactions: 3000,
  databaseRows: {},
  bytesOfEvent: 1024,
  redisCommands: 2000,
  redisMegabytes: 2,
};

describe('a call', () => {
  it('costs what was measured, by the share of each tool', () => {
    const { requests, ...others } = costOfCall(measured, {
      mix: { search: 0.45, read: 0.45, searchInText: 0.1 },
    });
    expect(requests).toBeCloseTo(0.45 + 0.9 + 1);
    expect(others).toEqual({ processorMilliseconds: 40, transactions: 3, commands: 2 });
  });
});

describe('the busiest hour', () => {
  it('is the same each time', () => {
    const [one, other] = [1, 1].map((seed) => simulateBusyHour(100, assumptions, 2, seed));
    expect(one).toEqual(other);
    const others = [2, 3, 4, 5].map((seed) => simulateBusyHour(100, assumptions, 2, seed));
    expect(others.some(({ busiestMinute }) => busiestMinute.calls !== one?.busiestMinute.calls)).toBe(true);
  });

  it('has as many callers as the sizes of the spaces say', () => {
    expect(simulateBusyHour(1000, assumptions, 2).callers).toBe(900 * 5 + 90 * 25 + 10 * 200);
  });

  it('delays nothing where the budget is never used up, and more the more is asked', () => {
    const shares = [1, 10, 50].map((requests) => simulateBusyHour(200, assumptions, requests).delayed);
    expect(shares[0]).toBeLessThan(0.01);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  });

  it('never sends more in a minute than all budgets together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.nat(),
        (spaces, requestsOfCall, seed) => {
          const hour = simulateBusyHour(spaces, assumptions, requestsOfCall, seed);
          expect(hour.busiestMinute.requests).toBeLessThanOrEqual(spaces * BUDGET.business);
          expect(hour.busiestMinute.calls).toBeLessThanOrEqual(hour.calls + 1e-6);
          expect(hour.delayed).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('growth', () => {
  it('is reckoned from calls, cores and prices', () => {
    const { hour, processes, database, redis, callsOfMonth, costOfMillion } = growthOf(
      1000,
      measured,
      assumptions,
    );
    const callsPerSecond = hour.busiestMinute.calls / 60;
    expect(processes).toBe(Math.ceil((callsPerSecond * 0.04) / assumptions.load));
    expect(database.transactionsPerSecond).toBeCloseTo(callsPerSecond * 3);
    expect(database.rowsOfYear).toBe(1000 * 24 * 365);
    expect(redis.commandsPerSecond).toBeCloseTo(callsPerSecond * 2);
    // 1.1 MB for ten connections, beside what Redis takes by itself.
    expect(redis.megabytes).toBeCloseTo(0.9 + 110);
    const month =
      processes * 730 * 0.04 +
      ((processes * 256) / 1024 + 110.9 / 1024) * 4 +
      database.gigabytesOfYear * 0.15;
    expect(costOfMillion).toBeCloseTo((month / callsOfMonth) * 1e6);
  });

  it('keeps a spare process for one space, and costs less for each call the more there are', () => {
    const [one, hundred, many] = [1, 100, 1000].map((spaces) => growthOf(spaces, measured, assumptions));
    expect(one?.processes).toBe(2);
    expect(hundred?.costOfMillion).toBeLessThan(one?.costOfMillion ?? 0);
    expect(many?.costOfMillion).toBeLessThan(hundred?.costOfMillion ?? 0);
  });
});
