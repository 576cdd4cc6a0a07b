import { describe, expect, it } from '@jest/globals';
import { ConcurrencyLimiter } from '../../../src/http/limits/concurrency-limiter.js';

const never = new AbortController().signal;
const places = () => new ConcurrencyLimiter({ perKey: 2, overall: 4, queuedPerKey: 2, queuedOverall: 3 });
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<false>((resolve) => setImmediate(() => resolve(false))),
  ]);

describe('WaitingPlaces', () => {
  it('gives a party its places, lets a few wait, and refuses the rest at once', async () => {
    const all = places();
    const taken = [await all.acquire('a', never), await all.acquire('a', never)];
    const waiting = [all.acquire('a', never), all.acquire('a', never)];
    expect(await all.acquire('a', never)).toBeUndefined();
    expect(await settled(Promise.race(waiting))).toBe(false);
    taken[0]?.();
    expect(await waiting[0]).toBeInstanceOf(Function);
    expect(await settled(waiting[1] as Promise<unknown>)).toBe(false);
  });

  it('lets a newcomer pass a party that has all it may have', async () => {
    const all = places();
    const first = await all.acquire('a', never);
    await all.acquire('a', never);
    const third = all.acquire('a', never);
    expect(await all.acquire('b', never)).toBeInstanceOf(Function);
    first?.();
    expect(await third).toBeInstanceOf(Function);
  });

  it('forgets who gave up waiting', async () => {
    const all = places();
    const leave = await all.acquire('a', never);
    await all.acquire('a', never);
    const patience = new AbortController();
    const gone = all.acquire('a', patience.signal);
    patience.abort(new Error('gave up'));
    await expect(gone).rejects.toThrow('gave up');
    leave?.();
    expect(await all.acquire('a', never)).toBeInstanceOf(Function);
  });

  it('gives a place back once, however often it is told', async () => {
    const all = places();
    const leave = await all.acquire('a', never);
    leave?.();
    leave?.();
    await all.acquire('a', never);
    await all.acquire('a', never);
    expect(await settled(all.acquire('a', never))).toBe(false);
  });
});
