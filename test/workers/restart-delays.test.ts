import { expect, it } from '@jest/globals';
import { RestartDelays } from '../../src/workers/restart-delays.js';

it('waits longer before each restart in a row, and ends after ten', () => {
  const delays = new RestartDelays();
  const waits = Array.from({ length: 11 }, () => delays.next(100));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, undefined]);
});

it('starts anew after a worker that lived for a minute', () => {
  const delays = new RestartDelays();
  Array.from({ length: 10 }, () => delays.next(59_999));
  expect(delays.next(60_000)).toBe(500);
  expect(delays.next(1)).toBe(1000);
});
