import type { AuditStateTable } from '../../database/schema.js';
import type { RecordIdentity } from '../../sealing/seal.js';
import type { SealedRows } from './sealed-rows.js';

type StateRow = Pick<AuditStateTable, 'id' | 'wrapped_key'>;

/** What the seal of the audit log's key is bound to. */
export const auditKeyIdentity: RecordIdentity = { stream: 'audit', version: 1, field: 'key' };

/** The key of the audit log. */
export const sealedAuditKey: SealedRows<StateRow> = {
  read: (queries, after, done, limit) =>
    queries
      .selectFrom('audit_state')
      .select(['id', 'wrapped_key'])
      .where('id', '>', after?.id ?? 0)
      .where('wrapped_key', 'not like', done)
      .orderBy('id')
      .limit(limit)
      .execute(),
  identity: () => auditKeyIdentity,
  swap: async (changes, { id, wrapped_key }, wrappedKey) => {
    const { numUpdatedRows } = await changes
      .updateTable('audit_state')
      .set({ wrapped_key: wrappedKey })
      .where('id', '=', id)
      .where('wrapped_key', '=', wrapped_key)
      .executeTakeFirst();
    return numUpdatedRows;
  },
  wraps: (queries) => queries.selectFrom('audit_state').select('wrapped_key').execute(),
};
