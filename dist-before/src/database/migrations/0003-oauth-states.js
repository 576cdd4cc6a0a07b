/** Authorizations that were started and have not come back from Notion. */
export async function createOauthStates(changes) {
    await changes.schema
        .createTable('oauth_states')
        .addColumn('state_hash', 'text', (column) => column.primaryKey())
        .addColumn('browser_hash', 'text')
        .addColumn('space_id', 'text', (column) => column.notNull())
        .addColumn('return_to', 'text')
        .addColumn('reconnects', 'text')
        .addColumn('started_by', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
}
