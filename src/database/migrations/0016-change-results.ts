import type { Changes } from '../database.js';

/** By which changes something was made: the journal's entries are sealed, and opening all of them takes too long. */
export async function createChangeResults(changes: Changes): Promise<void> {
  await changes.schema
    .createTable('change_results')
    .addColumn('id_hash', 'text', (column) => column.notNull())
    .addColumn('change_id', 'text', (column) => column.notNull())
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('occurred_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('change_results_key', ['id_hash', 'change_id', 'step'])
    .execute();
}
