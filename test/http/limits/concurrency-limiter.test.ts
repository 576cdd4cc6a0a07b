import { describe, expect, it } from '@jest/globals';
import { WaitingPlaces } from '../../../src/http/limits/concurrency-limiter.js';

const never = new AbortController().signal;
const places = () => new WaitingPlaces({ perParty: 2, overall: 4, waitingPerParty: 2, waitingOverall: 3 });
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<false>((resolve) => setImmediate(() => resolve(false))),
  ]);

describe('WaitingPlaces', () => {
  it('gives a party its places, lets a few wait, and refuses the rest at once', async () => {
    const all = places();
    const taken = [await all.take('a', never), await all.take('a', never)];
    const waiting = [all.take('a', never), all.take('a', never)];
    expect(await all.take('a', never)).toBeUndefined();
    expect(await settled(Promise.race(waiting))).toBe(false);
    taken[0]?.();
    expect(await waiting[0]).toBeInstanceOf(Function);
    expect(await settled(waiting[1] as Promise<unknown>)).toBe(false);
  });

  it('lets a newcomer pass a party that has all it may have', async () => {
    const all = places();
    const first = await all.take('a', never);
    await all.take('a', never);
    const third = all.take('a', never);
    expect(await all.take('b', never)).toBeInstanceOf(Function);
    first?.();
    expect(await third).toBeInstanceOf(Function);
  });

  it('forgets who gave up waiting', async () => {
    const all = places();
    const leave = await all.take('a', never);
    await all.take('a', never);
    const patience = new AbortController();
    const gone = all.take('a', patience.signal);
    patience.abort(new Error('gave up'));
    await expect(gone).rejects.toThrow('gave up');
    leave?.();
    expect(await all.take('a', never)).toBeInstanceOf(Function);
  });

  it('gives a place back once, however often it is told', async () => {
    const all = places();
    const leave = await all.take('a', never);
    leave?.();
    leave?.();
    await all.take('a', never);
    await all.take('a', never);
    expect(await settled(all.take('a', never))).toBe(false);
  });
});
