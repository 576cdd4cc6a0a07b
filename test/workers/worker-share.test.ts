import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareOfWorker } from '../../src/workers/worker-share.js';

const settings = { workers: 4, requestsPerMinute: 180, callLimits: { perSpace: 100, overall: 1000 } };

describe('the share of a worker', () => {
  it('is an equal part of all limits that a process counts alone', () => {
    expect(shareOfWorker(settings)).toEqual({
      workers: 4,
      requestsPerMinute: 45,
      callLimits: { perSpace: 25, overall: 250 },
    });
  });

  it("leaves Notion's budget whole where Redis counts it", () => {
    expect(shareOfWorker({ ...settings, redis: { url: '' } }).requestsPerMinute).toBe(180);
  });

  it('never adds up to more of the budget than one process would take, and is never nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 64, max: 1_000_000 }),
        (workers, budget) => {
          const { requestsPerMinute, callLimits } = shareOfWorker({
            ...settings,
            workers,
            requestsPerMinute: budget,
          });
          expect(requestsPerMinute).toBeGreaterThan(0);
          expect(requestsPerMinute * workers).toBeLessThanOrEqual(budget);
          expect(callLimits.perSpace * workers).toBeGreaterThanOrEqual(100);
        },
      ),
    );
  });
});
