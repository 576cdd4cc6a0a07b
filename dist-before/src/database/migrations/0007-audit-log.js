import { sql } from 'kysely';
/** The audit log: what happened, and where its chain begins and ends. */
export async function createAuditLog(changes, dialect) {
    const number = sql.raw(dialect.positionType);
    await changes.schema
        .createTable('audit_entries')
        .addColumn('sequence', number, (column) => column.primaryKey())
        .addColumn('occurred_at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('object', 'text')
        .addColumn('space_id', 'text')
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('details', 'text')
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('mac', 'text', (column) => column.notNull())
        .execute();
    await changes.schema
        .createTable('audit_state')
        .addColumn('id', number, (column) => column.primaryKey())
        .addColumn('head_sequence', number, (column) => column.notNull())
        .addColumn('head_hash', 'text', (column) => column.notNull())
        .addColumn('head_mac', 'text', (column) => column.notNull())
        .addColumn('pruned_sequence', number, (column) => column.notNull())
        .addColumn('pruned_hash', 'text', (column) => column.notNull())
        .addColumn('pruned_mac', 'text', (column) => column.notNull())
        .addColumn('wrapped_key', 'text', (column) => column.notNull())
        .addColumn('ciphertext', 'text', (column) => column.notNull())
        .execute();
    for (const statement of dialect.keepAudit) {
        await sql.raw(statement).execute(changes);
    }
}
