const TABLES = [
    'events',
    'connections',
    'service_keys',
    'oauth_states',
    'oauth_records',
    'client_grants',
    'browser_sessions',
    'webhook_tokens',
];
/**
 * A MAC for each row that decides who may do what, the note that all of them have one, and the sealing keys that a key service
 * has wrapped. The rows that are there get
 * theirs where the sealing key is: see `adopt-rows.ts`.
 */
export async function createRowMacs(changes) {
    for (const table of TABLES) {
        await changes.schema.alterTable(table).addColumn('mac', 'text').execute();
    }
    await changes.schema
        .createTable('mac_state')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('began_at', 'text', (column) => column.notNull())
        .addColumn('mac', 'text')
        .execute();
    await changes.schema
        .createTable('wrapped_keys')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('wrapped', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('mac', 'text')
        .execute();
}
