import * as z from 'zod';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Changes } from '../../database/database.js';
import type { OauthRecordsTable } from '../../database/schema.js';
import { oauthRecordIdentity } from '../../credentials/key-rotation/sealed-rows.js';
import { removeForged, updateSigned } from '../../database/signed-rows.js';
import type { Store } from '../../credentials/store.js';
import { auditRevoked, deleteGrants, deleteRecords, type RevokedGrant } from './revoke-grants.js';
import { grantHash, hashOf } from './record-hashes.js';

/** The stored content of a token, code, client, grant or interaction. */
type RecordPayload = Readonly<Record<string, unknown>>;

/** Lookup keys of a record, and its expiry. */
interface RecordKeys {
  /** A second lookup key. */
  readonly lookup?: string | undefined;
  readonly grantId?: string | undefined;
  readonly expiresAt: Date | null;
}

/** Options of the record store. */
type RecordStoreOptions = Pick<Store, 'database' | 'sealer' | 'clock'> & {
  readonly audit?: AuditLog | undefined;
};

/** A record that was found. */
export interface StoredRecord {
  readonly payload: RecordPayload;
  readonly consumedAt: Date | null;
}

const payloadText = z.record(z.string(), z.unknown());

/**
 * The authorization server's records in the credentials database. Ids are tokens, codes and cookies, so they are stored
 * as hashes; contents are sealed like credentials. A copy of the database reveals neither, and even with the sealing
 * key it reveals no token.
 */
export class RecordStore {
  readonly #store: RecordStoreOptions;

  constructor(store: RecordStoreOptions) {
    this.#store = store;
  }

  /** Writes the record, replacing one with the same id. Its consumption and creation time are kept. */
  async put(model: string, id: string, payload: RecordPayload, keys: RecordKeys): Promise<void> {
    const row = this.#row(model, id, payload, keys);
    await this.#store.database.change(async (changes) => {
      const older = await this.#read(changes, row);
      const renewed = { ...row, created_at: older?.created_at ?? row.created_at };
      // A recorded use is never undone: it can only revoke.
      const signed = this.#store.database.macs.signed('oauth_records', {
        ...renewed,
        consumed_at: older?.consumed_at ?? null,
      });
      await changes
        .insertInto('oauth_records')
        .values(signed)
        .onConflict((conflict) => conflict.columns(['model', 'id_hash']).doUpdateSet(signed))
        .execute();
    });
  }

  /** Writes the record if there is none, and returns the stored one: of concurrent writers, one wins for all. */
  async putIfAbsent(model: string, id: string, payload: RecordPayload): Promise<RecordPayload> {
    const { database } = this.#store;
    const row = database.macs.signed('oauth_records', this.#row(model, id, payload, { expiresAt: null }));
    await database.change(async (changes) => {
      await removeForged(database, changes, 'oauth_records', { model, id_hash: row.id_hash });
      await changes
        .insertInto('oauth_records')
        .values(row)
        .onConflict((conflict) => conflict.columns(['model', 'id_hash']).doNothing())
        .execute();
    });
    const stored = await this.find(model, id);
    if (stored === undefined) {
      throw new Error('A record that was just stored cannot be read.');
    }
    return stored.payload;
  }

  /** The record, if it exists and has not expired. */
  find(model: string, id: string): Promise<StoredRecord | undefined> {
    return this.#find(model, 'id_hash', hashOf(model, id));
  }

  /** The record with this lookup key. */
  findByLookup(model: string, lookup: string): Promise<StoredRecord | undefined> {
    return this.#find(model, 'lookup_hash', hashOf(model, lookup));
  }

  /** Of a model's records of a grant, those that expire last, the last first. */
  async findOfGrant(model: string, grantId: string, most: number): Promise<readonly StoredRecord[]> {
    const grant_hash = grantHash(grantId);
    const rows = await this.#store.database.queries
      .selectFrom('oauth_records')
      .selectAll()
      .where('model', '=', model)
      .where('grant_hash', '=', grant_hash)
      .where('expires_at', '>', this.#now())
      .orderBy('expires_at', 'desc')
      .limit(most)
      .execute();
    return rows.filter((row) => this.#isValid(row, { model, grant_hash })).map((row) => this.#open(row));
  }

  /** Marks the record as used. False if it already was or does not exist: of concurrent calls, one returns true. */
  async consume(model: string, id: string): Promise<boolean> {
    return this.#update(model, id, ({ consumed_at }) =>
      consumed_at === null ? { consumed_at: this.#now() } : undefined,
    );
  }

  /** Changes the expiry of a record. */
  async extend(model: string, id: string, expiresAt: Date): Promise<void> {
    await this.#update(model, id, () => ({ expires_at: expiresAt.toISOString() }));
  }

  async remove(model: string, id: string): Promise<void> {
    await this.#store.database.change((changes) =>
      changes
        .deleteFrom('oauth_records')
        .where('model', '=', model)
        .where('id_hash', '=', hashOf(model, id))
        .execute(),
    );
  }

  /** Of a model's records that expire by then, keeps the given number: those that expire last. */
  async deleteAllButNewest(model: string, endingBy: Date, most: number): Promise<void> {
    await this.#store.database.change(async (changes) => {
      const [last] = await changes
        .selectFrom('oauth_records')
        .select('expires_at')
        .where('model', '=', model)
        .where('expires_at', '<=', endingBy.toISOString())
        .orderBy('expires_at', 'desc')
        .offset(most)
        .limit(1)
        .execute();
      if (last !== undefined) {
        await changes
          .deleteFrom('oauth_records')
          .where('model', '=', model)
          .where('expires_at', '<=', last.expires_at)
          .execute();
      }
    });
  }

  /** Removes the records of one model that belong to a grant. */
  async removeOfGrant(model: string, grantId: string): Promise<void> {
    await this.#store.database.change((changes) =>
      changes
        .deleteFrom('oauth_records')
        .where('model', '=', model)
        .where('grant_hash', '=', grantHash(grantId))
        .execute(),
    );
  }

  /** Ends a grant with everything issued under it, and the user's permission, in one transaction. */
  async removeGrant(grantId: string): Promise<void> {
    const { database, audit } = this.#store;
    auditRevoked(audit, await database.change((changes) => deleteGrants(changes, [grantId])));
  }

  /** Ends what was issued under a grant, so the app must ask again. The user's choices stay, for the consent page. */
  async endTokens({
    grantId,
    personId,
    clientId,
  }: RevokedGrant & { readonly grantId: string }): Promise<void> {
    const { database, audit } = this.#store;
    await database.change((changes) => deleteRecords(changes, grantId));
    auditRevoked(audit, [{ personId, clientId }]);
  }

  #row(
    model: string,
    id: string,
    payload: RecordPayload,
    { lookup, grantId, expiresAt }: RecordKeys,
  ): OauthRecordsTable {
    const id_hash = hashOf(model, id);
    const { wrappedKey, ciphertext } = this.#store.sealer.seal(
      JSON.stringify(payload),
      oauthRecordIdentity({ model, id_hash }),
    );
    return {
      model,
      id_hash,
      lookup_hash: lookup === undefined ? null : hashOf(model, lookup),
      grant_hash: grantId === undefined ? null : grantHash(grantId),
      wrapped_key: wrappedKey,
      ciphertext,
      created_at: this.#now(),
      consumed_at: null,
      expires_at: expiresAt?.toISOString() ?? null,
    };
  }

  #update(
    model: string,
    id: string,
    change: (row: OauthRecordsTable) => Partial<OauthRecordsTable> | undefined,
  ): Promise<boolean> {
    const { database } = this.#store;
    const key = { model, id_hash: hashOf(model, id) };
    return database.change((changes) => updateSigned(database, changes, 'oauth_records', key, change));
  }

  #read(
    changes: Changes,
    { model, id_hash }: Pick<OauthRecordsTable, 'model' | 'id_hash'>,
  ): Promise<OauthRecordsTable | undefined> {
    return changes
      .selectFrom('oauth_records')
      .selectAll()
      .where('model', '=', model)
      .where('id_hash', '=', id_hash)
      .executeTakeFirst();
  }

  async #find(
    model: string,
    column: 'id_hash' | 'lookup_hash',
    hash: string,
  ): Promise<StoredRecord | undefined> {
    const row = await this.#store.database.queries
      .selectFrom('oauth_records')
      .selectAll()
      .where('model', '=', model)
      .where(column, '=', hash)
      .where((record) =>
        record.or([record('expires_at', 'is', null), record('expires_at', '>', this.#now())]),
      )
      .executeTakeFirst();
    if (row === undefined || !this.#isValid(row, { model, [column]: hash })) {
      return undefined;
    }
    return this.#open(row);
  }

  #open(row: OauthRecordsTable): StoredRecord {
    const { wrapped_key: wrappedKey, ciphertext } = row;
    const text = this.#store.sealer.open({ wrappedKey, ciphertext }, oauthRecordIdentity(row));
    return {
      payload: payloadText.parse(JSON.parse(text)),
      consumedAt: row.consumed_at === null ? null : new Date(row.consumed_at),
    };
  }

  /** Checks the query's conditions again on the row: see `RowMacs.isGenuine`. */
  #isValid(row: OauthRecordsTable, asked: Readonly<Record<string, string>>): boolean {
    const isOver = row.expires_at !== null && row.expires_at <= this.#now();
    return !isOver && this.#store.database.macs.isGenuine('oauth_records', row, asked);
  }

  #now(): string {
    return this.#store.clock.now().toISOString();
  }
}
