import { sql } from 'kysely';
/** The event log, its two projections, and the two tables that are no projection: uses and refresh leases. */
export async function createEventsAndConnections(changes, dialect) {
    await changes.schema
        .createTable('events')
        .addColumn('position', sql.raw(dialect.positionColumn))
        .addColumn('stream_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('occurred_at', 'text', (column) => column.notNull())
        .addColumn('payload', 'text', (column) => column.notNull())
        .addColumn('wrapped_key', 'text')
        .addColumn('ciphertext', 'text')
        .addUniqueConstraint('events_stream_version', ['stream_id', 'version'])
        .execute();
    for (const statement of dialect.keepEvents) {
        await sql.raw(statement).execute(changes);
    }
    await createProjections(changes, dialect);
    await changes.schema
        .createTable('connection_uses')
        .addColumn('connection_id', 'text', (column) => column.primaryKey())
        .addColumn('last_used_at', 'text', (column) => column.notNull())
        .execute();
    await changes.schema
        .createTable('refresh_leases')
        .addColumn('credential_id', 'text', (column) => column.primaryKey())
        .addColumn('owner', 'text')
        .addColumn('fence', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('started_version', 'integer')
        .addColumn('started_at', 'text')
        .execute();
}
async function createProjections(changes, dialect) {
    await changes.schema
        .createTable('credentials')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('reconnect_reason', 'text')
        .addColumn('token_version', 'integer')
        .addColumn('token_position', sql.raw(dialect.positionType), (column) => column.references('events.position'))
        .addColumn('access_expires_at', 'text')
        .addColumn('refreshed_at', 'text')
        .addColumn('version', 'integer', (column) => column.notNull())
        .execute();
    await changes.schema
        .createTable('connections')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('space_id', 'text', (column) => column.notNull())
        .addColumn('workspace_id', 'text', (column) => column.notNull())
        .addColumn('workspace_name', 'text')
        .addColumn('workspace_icon', 'text')
        .addColumn('owner_key', 'text', (column) => column.notNull())
        .addColumn('owner_user_id', 'text')
        .addColumn('owner_name', 'text')
        .addColumn('credential_id', 'text', (column) => column.notNull().references('credentials.id'))
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('connected_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('connections_space_workspace_owner', ['space_id', 'workspace_id', 'owner_key'])
        .execute();
    await changes.schema
        .createIndex('connections_credential')
        .on('connections')
        .column('credential_id')
        .execute();
}
