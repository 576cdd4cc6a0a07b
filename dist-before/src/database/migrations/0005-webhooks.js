/** The tokens that Notion signs its webhooks with, and the events that were taken lately. */
export async function createWebhooks(changes) {
    await changes.schema
        .createTable('webhook_tokens')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('wrapped_key', 'text', (column) => column.notNull())
        .addColumn('ciphertext', 'text', (column) => column.notNull())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addColumn('accepted_at', 'text')
        .addColumn('expires_at', 'text')
        .execute();
    await changes.schema
        .createTable('webhook_events')
        .addColumn('event_id', 'text', (column) => column.primaryKey())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
    await changes.schema
        .createIndex('webhook_events_expires_at')
        .on('webhook_events')
        .column('expires_at')
        .execute();
}
