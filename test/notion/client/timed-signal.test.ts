import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { TimedSignal } from '../../../src/notion/client/timed-signal.js';

describe('TimedSignal', () => {
  it('aborts with the outer signal, and with a reason of its own where one is given', () => {
    const outer = new AbortController();
    const plain = new TimedSignal(outer.signal, 60_000);
    const translated = new TimedSignal(outer.signal, 60_000, ({ reason }) => `because ${reason}`);
    outer.abort('gone');
    expect([plain.signal.reason, translated.signal.reason]).toEqual(['gone', 'because gone']);
  });

  it('is aborted from the start where the outer signal was', () => {
    expect(new TimedSignal(AbortSignal.abort('gone'), 60_000).signal.reason).toBe('gone');
  });

  it('aborts when its time is over', async () => {
    const timed = new TimedSignal(new AbortController().signal, 10);
    await delay(30);
    expect(timed.signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('lets go of everything once it is released', async () => {
    const outer = new AbortController();
    const timed = new TimedSignal(outer.signal, 10);
    timed.release();
    outer.abort('gone');
    await delay(30);
    expect(timed.signal.aborted).toBe(false);
    timed.abort('on purpose');
    expect(timed.signal.reason).toBe('on purpose');
  });
});
