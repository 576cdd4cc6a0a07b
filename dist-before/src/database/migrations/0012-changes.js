/** The journal of changes, names of requests that must not be made twice, and whether an app may make changes. */
export async function createChangeJournal(changes) {
    await changes.schema.alterTable('client_grants').addColumn('may_write', 'text').execute();
    await changes.schema
        .createTable('change_entries')
        .addColumn('change_id', 'text', (column) => column.notNull())
        .addColumn('step', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('connection_key', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('space_id', 'text', (column) => column.notNull())
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('occurred_at', 'text', (column) => column.notNull())
        .addColumn('wrapped_key', 'text', (column) => column.notNull())
        .addColumn('ciphertext', 'text', (column) => column.notNull())
        .addColumn('mac', 'text')
        .addPrimaryKeyConstraint('change_entries_key', ['change_id', 'step'])
        .execute();
    await changes.schema
        .createIndex('change_entries_by_connection')
        .on('change_entries')
        .columns(['connection_key', 'occurred_at'])
        .execute();
    await changes.schema
        .createTable('change_requests')
        .addColumn('request_hash', 'text', (column) => column.primaryKey())
        .addColumn('change_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('mac', 'text')
        .execute();
}
