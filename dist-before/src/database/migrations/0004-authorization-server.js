/** What the authorization server keeps: its records, what people allowed which client, and who sits at which browser. */
export async function createAuthorizationServer(changes) {
    await changes.schema
        .createTable('oauth_records')
        .addColumn('model', 'text', (column) => column.notNull())
        .addColumn('id_hash', 'text', (column) => column.notNull())
        .addColumn('lookup_hash', 'text')
        .addColumn('grant_hash', 'text')
        .addColumn('wrapped_key', 'text', (column) => column.notNull())
        .addColumn('ciphertext', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('consumed_at', 'text')
        .addColumn('expires_at', 'text')
        .addPrimaryKeyConstraint('oauth_records_key', ['model', 'id_hash'])
        .execute();
    for (const column of ['lookup_hash', 'grant_hash', 'expires_at']) {
        await changes.schema.createIndex(`oauth_records_${column}`).on('oauth_records').column(column).execute();
    }
    await changes.schema
        .createTable('client_grants')
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('grant_id', 'text', (column) => column.notNull().unique())
        .addColumn('client_name', 'text')
        .addColumn('redirect_uri', 'text', (column) => column.notNull())
        .addColumn('connection_ids', 'text', (column) => column.notNull())
        .addColumn('allowed_at', 'text', (column) => column.notNull())
        .addColumn('last_used_at', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('client_grants_key', ['person_id', 'client_id'])
        .execute();
    await changes.schema
        .createTable('browser_sessions')
        .addColumn('secret_hash', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('person_name', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
    await changes.schema.alterTable('oauth_states').addColumn('continues', 'text').execute();
}
