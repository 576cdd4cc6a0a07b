import { sql } from 'kysely';
/**
 * Limits and usage of service keys. Existing keys are unchanged: they read and write, with every tool and every page,
 * and do not expire.
 */
export async function limitServiceKeys(changes, { positionType }) {
    await changes.schema
        .alterTable('service_keys')
        .addColumn('scopes', 'text', (column) => column.notNull().defaultTo('read write'))
        .execute();
    for (const name of ['tools', 'roots', 'expires_at', 'previous_hash', 'previous_until']) {
        await changes.schema.alterTable('service_keys').addColumn(name, 'text').execute();
    }
    for (const name of ['daily_calls', 'daily_characters']) {
        await changes.schema.alterTable('service_keys').addColumn(name, sql.raw(positionType)).execute();
    }
    await changes.schema
        .createTable('service_key_uses')
        .addColumn('key_id', 'text', (column) => column.primaryKey())
        .addColumn('last_used_at', 'text', (column) => column.notNull())
        .execute();
    await changes.schema
        .createTable('service_key_days')
        .addColumn('key_id', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('calls', sql.raw(positionType), (column) => column.notNull())
        .addColumn('characters', sql.raw(positionType), (column) => column.notNull())
        .addPrimaryKeyConstraint('service_key_days_key', ['key_id', 'day'])
        .execute();
}
