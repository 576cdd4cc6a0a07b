import type { DailyUseStore, UsedAmounts } from '../../chat/site/daily-use.js';
import type { CredentialsDatabase } from '../../database/database.js';

const NOTHING: UsedAmounts = { messages: 0, steps: 0, tokens: 0, cost: 0 };
const AMOUNTS = ['messages', 'steps', 'tokens', 'cost'] as const;

/** What people use of the chat in a day, in the database that processes share: a restart forgets nothing of it. */
export class ChatDays implements DailyUseStore {
  readonly #database: CredentialsDatabase;

  constructor(database: CredentialsDatabase) {
    this.#database = database;
  }

  take(
    personId: string,
    day: string,
    next: (used: UsedAmounts) => UsedAmounts | undefined,
  ): Promise<UsedAmounts> {
    return this.#database.change(async (changes) => {
      const found = await changes
        .selectFrom('chat_days')
        .select([...AMOUNTS])
        .where('day', '=', day)
        .where('person_id', '=', personId)
        .executeTakeFirst();
      const used = found ?? NOTHING;
      const taken = next(used);
      if (taken === undefined) {
        return used;
      }
      await changes
        .insertInto('chat_days')
        .values({ day, person_id: personId, ...taken })
        .onConflict((conflict) => conflict.columns(['day', 'person_id']).doUpdateSet({ ...taken }))
        .execute();
      if (found === undefined) {
        // Earlier days are no longer needed, whoever they were of.
        await changes.deleteFrom('chat_days').where('day', '<', day).execute();
      }
      return used;
    });
  }

  async add(personId: string, day: string, { messages, steps, tokens, cost }: UsedAmounts): Promise<void> {
    await this.#database.change((changes) =>
      changes
        .updateTable('chat_days')
        .set((row) => ({
          messages: row('messages', '+', messages),
          steps: row('steps', '+', steps),
          tokens: row('tokens', '+', tokens),
          cost: row('cost', '+', cost),
        }))
        .where('day', '=', day)
        .where('person_id', '=', personId)
        .execute(),
    );
  }
}
