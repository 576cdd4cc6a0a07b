import { expect, it } from '@jest/globals';
import { Confirmations } from '../../../src/chat/site/confirmations.js';

/** A clock whose time passes when the test says so. */
function heldClock(): {
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  pass: () => void;
  waits: number[];
} {
  const waits: number[] = [];
  let wake = (): void => {};
  return {
    waits,
    pass: () => wake(),
    sleep: (ms, signal) => {
      waits.push(ms);
      return new Promise((resolve) => {
        wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  };
}
const NEVER = new AbortController().signal;

it('counts silence as no, and a late yes for nothing', async () => {
  const clock = heldClock();
  const confirmations = new Confirmations(clock, 300_000, () => 'c1');
  const asked = confirmations.ask('nora', NEVER, () => {});
  expect(clock.waits).toEqual([300_000]);
  clock.pass();
  expect(await asked).toBe('late');
  expect(confirmations.answer('nora', 'c1', 'yes')).toBe(false);
});

it('ends with the answer', async () => {
  const confirmations = new Confirmations(heldClock(), 300_000, () => 'c1');
  const stop = new AbortController();
  const asked = confirmations.ask('nora', stop.signal, () => {});
  stop.abort();
  expect(await asked).toBe('stopped');
  expect(confirmations.answer('nora', 'c1', 'yes')).toBe(false);
  expect(await confirmations.ask('nora', stop.signal, () => {})).toBe('stopped');
});

it('takes one answer, of the person who was asked', async () => {
  const confirmations = new Confirmations(heldClock(), 300_000, () => 'c1');
  const asked = confirmations.ask('nora', NEVER, () => {});
  expect(confirmations.answer('gus', 'c1', 'yes')).toBe(false);
  expect(confirmations.answer('nora', 'c2', 'yes')).toBe(false);
  expect(confirmations.answer('nora', 'c1', 'no')).toBe(true);
  expect(confirmations.answer('nora', 'c1', 'yes')).toBe(false);
  expect(await asked).toBe('no');
});
