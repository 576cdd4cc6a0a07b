import type { Changes } from '../database.js';

/** The kind of a connection. Existing ones are to the REST API, which is what no kind means. */
export async function addConnectionKind(changes: Changes): Promise<void> {
  await changes.schema.alterTable('connections').addColumn('kind', 'text').execute();
}
