import { readSchemaState } from '../database/migrate.js';
/** Whether the audit log is writable. With `AUDIT_FAILURE=closed` calls are refused while it is not. */
export function auditChecks(audit) {
    return {
        audit: () => audit.isWriting ? Promise.resolve() : Promise.reject(new Error('The audit log cannot be written.')),
    };
}
/**
 * Readiness of a server of stored connections. A database with migrations of a newer version still serves: during a
 * rolling update the first new server migrates it.
 */
export function storeChecks(queries) {
    return {
        database: async () => {
            await queries.selectFrom('schema_migrations').select('name').limit(1).execute();
        },
        migrations: async () => {
            const { missing } = await readSchemaState(queries);
            if (missing.length > 0) {
                throw new Error('The database lacks migrations.');
            }
        },
    };
}
