import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConcurrencyQuota } from '../../../src/http/limits/concurrency-quota.js';

/** Takes until it is refused; gives how many there were. */
function takeAll(shares: ConcurrencyQuota, party: string): number {
  let taken = 0;
  while (shares.acquire(party) !== undefined) {
    taken += 1;
  }
  return taken;
}

describe('Shares', () => {
  it.each([
    [['a'], [50]],
    [
      ['a', 'b'],
      [50, 25],
    ],
    [
      ['a', 'b', 'c'],
      [50, 25, 13],
    ],
  ])('leaves room for the next after %j took all they could get', (parties, taken) => {
    const shares = new ConcurrencyQuota({ perKey: 1000, overall: 100 });
    expect(parties.map((party) => takeAll(shares, party))).toEqual(taken);
    expect(shares.acquire('next')).toBeDefined();
  });

  it('gives a party no more than its limit however much is free', () => {
    expect(takeAll(new ConcurrencyQuota({ perKey: 7, overall: 1000 }), 'a')).toBe(7);
  });

  it('takes back once what is given back twice', () => {
    const shares = new ConcurrencyQuota({ perKey: 2, overall: 100 });
    const [first] = [shares.acquire('a'), shares.acquire('a')];
    first?.();
    first?.();
    expect(takeAll(shares, 'a')).toBe(1);
  });

  it('never gives more than there is, and all of it again once it is given back', () => {
    const steps = fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 300 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (all, perParty, overall) => {
          const shares = new ConcurrencyQuota({ perKey: perParty, overall });
          const held = new Map<number, (() => void)[]>();
          const taken = () => [...held.values()].reduce((sum, places) => sum + places.length, 0);
          for (const [party, gives] of all) {
            const places = held.get(party) ?? [];
            held.set(party, places);
            if (gives) {
              places.pop()?.();
            } else {
              const place = shares.acquire(String(party));
              if (place !== undefined) {
                places.push(place);
              }
            }
            expect(places.length).toBeLessThanOrEqual(perParty);
            expect(taken()).toBeLessThanOrEqual(overall);
          }
          held.forEach((places) => places.forEach((giveBack) => giveBack()));
          expect(takeAll(shares, 'a')).toBe(
            takeAll(new ConcurrencyQuota({ perKey: perParty, overall }), 'a'),
          );
        },
      ),
    );
  });
});
