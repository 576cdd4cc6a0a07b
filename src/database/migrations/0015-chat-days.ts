import { sql } from 'kysely';
import type { Changes, Dialect } from '../database.js';

/** What people use of the chat in a day. The day comes first: earlier ones are removed together. */
export async function createChatDays(changes: Changes, { positionType }: Dialect): Promise<void> {
  let table = changes.schema
    .createTable('chat_days')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull());
  for (const name of ['messages', 'steps', 'tokens'] as const) {
    table = table.addColumn(name, sql.raw(positionType), (column) => column.notNull());
  }
  await table
    .addColumn('cost', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint('chat_days_key', ['day', 'person_id'])
    .execute();
}
