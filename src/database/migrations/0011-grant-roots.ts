import type { Changes } from '../database.js';

/** The pages that a person keeps an app to. Permissions from before go on as they were: for everything in their workspaces. */
export async function addGrantRoots(changes: Changes): Promise<void> {
  await changes.schema.alterTable('client_grants').addColumn('roots', 'text').execute();
}
