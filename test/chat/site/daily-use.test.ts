import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChatDays } from '../../../src/app/chat/chat-days.js';
import { DailyUse, type BegunUse } from '../../../src/chat/site/daily-use.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { adapters, type Place } from '../../credentials/contract/adapters.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';

const LIMITS = { messages: 3, steps: 10, tokens: 1000, cost: 5 };
const OF_ANSWER = { steps: 4, tokens: 600, cost: 2 };
const DAY = 86_400_000;

const usage = (steps: number, tokens: number, cost?: number) => ({
  steps,
  inputTokens: tokens,
  outputTokens: 0,
  cost,
});

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'the use of a day, on %s',
  (_name, adapter) => {
    let place: Place;
    let database: CredentialsDatabase;
    let clock: ManualClock;

    beforeEach(async () => {
      place = await adapter.prepare();
      clock = new ManualClock();
      database = await place.open(clock);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    /** As one of several processes counts. */
    const process = (): DailyUse => new DailyUse(new ChatDays(database), LIMITS, OF_ANSWER, clock);
    const rows = () => database.queries.selectFrom('chat_days').select(['day', 'person_id']).execute();
    const begun = async (use: DailyUse, person = 'nora'): Promise<BegunUse> => {
      const result = await use.begin(person);
      if (typeof result === 'string') {
        throw new Error(`The limit of ${result} is reached.`);
      }
      return result;
    };

    it('is limited in questions over all processes, for this person, and begins anew the next day', async () => {
      for (let count = 0; count < 3; count += 1) {
        await (await begun(process())).end(usage(0, 0, 0));
      }
      expect(await process().begin('nora')).toBe('messages');
      await begun(process(), 'gus');
      await clock.advance(DAY);
      await begun(process());
      // What was before is forgotten, of everybody.
      expect(await rows()).toEqual([{ day: '2026-01-06', person_id: 'nora' }]);
    });

    it('sets aside what an answer may take, so that answers at once cannot take more together', async () => {
      const [first, second, third] = await Promise.all(
        [process(), process(), process()].map((use) => use.begin('nora')),
      );
      expect([first, second, third].filter((one) => one === 'tokens')).toHaveLength(1);
      const allowances = [first, second, third].flatMap((one) =>
        one === undefined || typeof one === 'string' ? [] : [one.allowance],
      );
      expect(allowances).toEqual(
        expect.arrayContaining([
          { steps: 4, tokens: 600, cost: 2 },
          { steps: 4, tokens: 400, cost: 2 },
        ]),
      );
    });

    it('gives back what was not taken, and nothing without a count', async () => {
      await (await begun(process())).end(usage(1, 100, 0.5));
      const second = await begun(process());
      expect(second.allowance).toEqual({ steps: 4, tokens: 600, cost: 2 });
      await second.end(undefined);
      expect((await begun(process())).allowance).toEqual({ steps: 4, tokens: 300, cost: 2 });
    });

    it('counts an answer that goes on over midnight to the day on which it began', async () => {
      const late = await begun(process());
      await clock.advance(DAY);
      await begun(process());
      await late.end(usage(1, 10, 0));
      expect((await begun(process())).allowance).toEqual({ steps: 4, tokens: 400, cost: 2 });
    });

    it.each([
      [usage(10, 0, 0), 'steps'],
      [usage(0, 1000, 0), 'tokens'],
      [usage(0, 0, 5), 'cost'],
    ] as const)('counts what was taken: %j', async (used, limit) => {
      await (await begun(process())).end(used);
      expect(await process().begin('nora')).toBe(limit);
    });
  },
);
