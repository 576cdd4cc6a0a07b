import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BudgetStore, type BudgetClaim } from '../../src/access/budget-store.js';
import { DailyBudgets, secondsUntilReset, type BegunCall } from '../../src/access/daily-budgets.js';
import { ServiceKeys } from '../../src/access/service-keys.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';

const DAY = 86_400_000;

/** Counts what is asked of the database. */
class CountedStore extends BudgetStore {
  claims = 0;

  override claim(claim: BudgetClaim): ReturnType<BudgetStore['claim']> {
    this.claims += 1;
    return super.claim(claim);
  }
}

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'daily budgets on %s',
  (_name, adapter) => {
    let place: Place;
    let database: CredentialsDatabase;
    let clock: ManualClock;
    let store: CountedStore;
    let id: string;

    beforeEach(async () => {
      place = await adapter.prepare();
      clock = new ManualClock();
      database = await place.open(clock);
      store = new CountedStore(database);
      ({
        record: { id },
      } = await new ServiceKeys(database, clock, randomBytes).create('all', ''));
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const process = (): DailyBudgets => new DailyBudgets(store, clock);
    const calls = (count: number) => ({ calls: count, characters: null });
    const characters = (count: number) => ({ calls: null, characters: count });
    const isBegun = (result: BegunCall | string): result is BegunCall => typeof result !== 'string';

    it('ask the database nothing for a key without one', async () => {
      expect(isBegun(await process().begin(id, { calls: null, characters: null }))).toBe(true);
      expect(store.claims).toBe(0);
    });

    it('let exactly so many calls of all processes in, and ask the database for few of them', async () => {
      const processes = [process(), process(), process()];
      let begun = 0;
      for (let index = 0; index < 900; index += 1) {
        const result = await processes[index % 3]?.begin(id, calls(500));
        if (result !== undefined && isBegun(result)) {
          result.end(0);
          begun += 1;
        }
      }
      expect(begun).toBe(500);
      expect(store.claims).toBeLessThan(120);
      expect(await process().begin(id, calls(500))).toBe('calls');
    });

    it('let exactly so many in of calls that come all at once', async () => {
      const one = process();
      const results = await Promise.all(Array.from({ length: 50 }, () => one.begin(id, calls(20))));
      expect(results.filter(isBegun)).toHaveLength(20);
      expect(results.filter((result) => result === 'calls')).toHaveLength(30);
    });

    it('are used up by the characters of answers, and an answer that was longer is not forgotten', async () => {
      const one = process();
      const first = await one.begin(id, characters(1000));
      expect(isBegun(first) && first.end(5000)).toBe(undefined);
      expect(await one.begin(id, characters(1000))).toBe('characters');
      await one.close();
      expect(await process().begin(id, characters(4999))).toBe('characters');
      expect(isBegun(await process().begin(id, characters(6000)))).toBe(true);
    });

    it('are not overdrawn by calls that are sent all at once while little is left', async () => {
      const one = process();
      const results = await Promise.all(Array.from({ length: 100 }, () => one.begin(id, characters(50_000))));
      expect(results.filter(isBegun)).toHaveLength(3);
      expect(results.filter((result) => result === 'busy')).toHaveLength(97);
      results.filter(isBegun).forEach((call) => call.end(1000));
      expect(isBegun(await one.begin(id, characters(50_000)))).toBe(true);
    });

    it('begin anew at 00:00 UTC', async () => {
      const one = process();
      for (let index = 0; index < 3; index += 1) {
        await one.begin(id, calls(3));
      }
      expect(await one.begin(id, calls(3))).toBe('calls');
      await clock.advance(secondsUntilReset(clock.now()) * 1000 - 1);
      expect(await one.begin(id, calls(3))).toBe('calls');
      await clock.advance(1);
      expect(isBegun(await one.begin(id, calls(3)))).toBe(true);
      const rows = await database.queries.selectFrom('service_key_days').select('day').execute();
      expect(rows).toHaveLength(1);
    });

    it('go back where a process ends that holds more than it has used', async () => {
      const one = process();
      await one.begin(id, calls(100));
      await one.close();
      const row = await database.queries
        .selectFrom('service_key_days')
        .select(['calls', 'characters'])
        .executeTakeFirst();
      expect(row).toEqual({ calls: 1, characters: 0 });
    });

    it('believe for a while that nothing is left, and find what another process has put back', async () => {
      const [one, other] = [process(), process()];
      await other.begin(id, calls(40));
      await Promise.all(Array.from({ length: 40 }, () => one.begin(id, calls(40))));
      expect(await one.begin(id, calls(40))).toBe('calls');
      const { claims } = store;
      await one.begin(id, calls(40));
      expect(store.claims).toBe(claims);
      await other.close();
      await clock.advance(30_000);
      expect(isBegun(await one.begin(id, calls(40)))).toBe(true);
    });
  },
);

describe('secondsUntilReset', () => {
  it.each([
    ['2026-11-29T00:00:00.000Z', DAY / 1000],
    ['2026-11-29T23:59:59.000Z', 1],
    ['2026-11-29T12:00:00.000Z', DAY / 2000],
  ])('from %s', (now, seconds) => {
    expect(secondsUntilReset(new Date(now))).toBe(seconds);
  });
});
