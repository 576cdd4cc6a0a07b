import type { ChangeEntriesTable } from '../../database/change-tables.js';
import type { Changes, Queries } from '../../database/database.js';
import { credentialStream } from '../events/events.js';
import type { CredentialId } from '../../ids.js';
import type {
  AuditStateTable,
  EventsTable,
  OauthRecordsTable,
  WebhookTokensTable,
} from '../../database/schema.js';
import type { RecordIdentity } from '../../sealing/seal.js';
import { pairIdentity } from '../events/sealed-pair.js';

/** A table with sealed rows, as key rotation needs it. */
export interface SealedRows<Row extends { readonly wrapped_key: string | null }> {
  /** Rows in a fixed order after the given one (from the start without one) whose wrap does not match the pattern. */
  read(queries: Queries, after: Row | undefined, done: string, limit: number): Promise<readonly Row[]>;
  /** The context that the row's seal is bound to. */
  identity(row: Row): RecordIdentity;
  /** Replaces the wrap if it is unchanged since it was read; returns the number of rows changed. */
  swap(changes: Changes, row: Row, wrappedKey: string): Promise<bigint>;
  /** The wraps of all rows. */
  wraps(queries: Queries): Promise<readonly { readonly wrapped_key: string | null }[]>;
}

type EventRow = Pick<EventsTable, 'stream_id' | 'version' | 'wrapped_key'> & { readonly position: number };

/** The pairs in the log. */
export const sealedEvents: SealedRows<EventRow> = {
  read: (queries, after, done, limit) =>
    queries
      .selectFrom('events')
      .select(['position', 'stream_id', 'version', 'wrapped_key'])
      .where('position', '>', after?.position ?? 0)
      .where('wrapped_key', 'is not', null)
      .where('wrapped_key', 'not like', done)
      .orderBy('position')
      .limit(limit)
      .execute(),
  identity: ({ stream_id, version }) =>
    pairIdentity(stream_id.slice(credentialStream('' as CredentialId).length) as CredentialId, version),
  swap: async (changes, { position, wrapped_key }, wrappedKey) => {
    const { numUpdatedRows } = await changes
      .updateTable('events')
      .set({ wrapped_key: wrappedKey })
      .where('position', '=', position)
      .where('wrapped_key', '=', wrapped_key)
      .executeTakeFirst();
    return numUpdatedRows;
  },
  wraps: (queries) =>
    queries.selectFrom('events').select('wrapped_key').where('wrapped_key', 'is not', null).execute(),
};

type RecordRow = Pick<OauthRecordsTable, 'model' | 'id_hash' | 'wrapped_key'>;

/** What the seal of an authorization server's record is bound to. */
export function oauthRecordIdentity({
  model,
  id_hash,
}: Pick<RecordRow, 'model' | 'id_hash'>): RecordIdentity {
  return { stream: `oauth:${model}:${id_hash}`, version: 1, field: 'payload' };
}

/** The records of the authorization server. */
export const sealedOauthRecords: SealedRows<RecordRow> = {
  read: (queries, after, done, limit) =>
    queries
      .selectFrom('oauth_records')
      .select(['model', 'id_hash', 'wrapped_key'])
      .where((row) =>
        after === undefined
          ? row.lit(true)
          : row.or([
              row('model', '>', after.model),
              row.and([row('model', '=', after.model), row('id_hash', '>', after.id_hash)]),
            ]),
      )
      .where('wrapped_key', 'not like', done)
      .orderBy('model')
      .orderBy('id_hash')
      .limit(limit)
      .execute(),
  identity: oauthRecordIdentity,
  swap: async (changes, { model, id_hash, wrapped_key }, wrappedKey) => {
    const { numUpdatedRows } = await changes
      .updateTable('oauth_records')
      .set({ wrapped_key: wrappedKey })
      .where('model', '=', model)
      .where('id_hash', '=', id_hash)
      .where('wrapped_key', '=', wrapped_key)
      .executeTakeFirst();
    return numUpdatedRows;
  },
  wraps: (queries) => queries.selectFrom('oauth_records').select('wrapped_key').execute(),
};

type TokenRow = Pick<WebhookTokensTable, 'token_hash' | 'wrapped_key'>;

/** What the seal of a webhook's verification token is bound to. */
export function webhookTokenIdentity({ token_hash }: Pick<TokenRow, 'token_hash'>): RecordIdentity {
  return { stream: `webhook:${token_hash}`, version: 1, field: 'token' };
}

/** The verification tokens of webhooks. */
export const sealedWebhookTokens: SealedRows<TokenRow> = {
  read: (queries, after, done, limit) =>
    queries
      .selectFrom('webhook_tokens')
      .select(['token_hash', 'wrapped_key'])
      .where('token_hash', '>', after?.token_hash ?? '')
      .where('wrapped_key', 'not like', done)
      .orderBy('token_hash')
      .limit(limit)
      .execute(),
  identity: webhookTokenIdentity,
  swap: async (changes, { token_hash, wrapped_key }, wrappedKey) => {
    const { numUpdatedRows } = await changes
      .updateTable('webhook_tokens')
      .set({ wrapped_key: wrappedKey })
      .where('token_hash', '=', token_hash)
      .where('wrapped_key', '=', wrapped_key)
      .executeTakeFirst();
    return numUpdatedRows;
  },
  wraps: (queries) => queries.selectFrom('webhook_tokens').select('wrapped_key').execute(),
};

type ChangeRow = Pick<ChangeEntriesTable, 'change_id' | 'step' | 'wrapped_key'>;

/** What the seal of an entry of the journal is bound to. */
export function changeEntryIdentity({
  change_id,
  step,
}: Pick<ChangeRow, 'change_id' | 'step'>): RecordIdentity {
  return { stream: `change:${change_id}`, version: step, field: 'payload' };
}

/** The journal of changes. */
export const sealedChangeEntries: SealedRows<ChangeRow> = {
  read: (queries, after, done, limit) =>
    queries
      .selectFrom('change_entries')
      .select(['change_id', 'step', 'wrapped_key'])
      .where((row) =>
        after === undefined
          ? row.lit(true)
          : row.or([
              row('change_id', '>', after.change_id),
              row.and([row('change_id', '=', after.change_id), row('step', '>', after.step)]),
            ]),
      )
      .where('wrapped_key', 'not like', done)
      .orderBy('change_id')
      .orderBy('step')
      .limit(limit)
      .execute(),
  identity: changeEntryIdentity,
  swap: async (changes, { change_id, step, wrapped_key }, wrappedKey) => {
    const { numUpdatedRows } = await changes
      .updateTable('change_entries')
      .set({ wrapped_key: wrappedKey })
      .where('change_id', '=', change_id)
      .where('step', '=', step)
      .where('wrapped_key', '=', wrapped_key)
      .executeTakeFirst();
    return numUpdatedRows;
  },
  wraps: (queries) => queries.selectFrom('change_entries').select('wrapped_key').execute(),
};

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
