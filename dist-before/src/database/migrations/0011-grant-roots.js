/** Roots of an app's grant. Existing grants are unchanged: they cover everything in their workspaces. */
export async function addGrantRoots(changes) {
    await changes.schema.alterTable('client_grants').addColumn('roots', 'text').execute();
}
