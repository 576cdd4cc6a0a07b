import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../../clock.js';
import { UNUSED_CLIENT_LIFETIME_SECONDS, secondsAfter } from '../lifetimes.js';
import { errors } from '../clients/provider-library.js';
import type { RecordStore, StoredRecord } from '../records/record-store.js';
import { REFRESH_TOKEN, type RefreshRotation } from './refresh-rotation.js';

/** Names of models with special rules; their meaning is defined by the provider. */
const CLIENT = 'Client';
const GRANT = 'Grant';
const CODE = 'AuthorizationCode';
const INTERACTION = 'Interaction';
/**
 * Maximum number of registered clients that no user has allowed. Registration is open, so when it is flooded the oldest
 * are deleted: a user who has just added a server needs theirs for minutes only.
 */
const MAX_UNUSED_CLIENTS = 10_000;
/** Maximum number of pending authorization requests. Anyone may begin one; users need theirs for minutes only. */
const MAX_PENDING_REQUESTS = 50_000;
/** Writes between two checks of the count. */
const WRITES_PER_CHECK = 100;

/** Options of the provider's storage. */
export interface ProviderAdapterOptions {
  readonly records: RecordStore;
  readonly rotation: RefreshRotation;
  readonly clock: Clock;
  /** Whether the grant with this id is still usable; the provider treats an unusable one as deleted. */
  readonly isGrantValid: (grantId: string) => Promise<boolean>;
}

/** The storage of one `oidc-provider` model, with the interface that the library requires. */
export class ProviderAdapter implements Adapter {
  readonly #model: string;
  readonly #options: ProviderAdapterOptions;
  #written = 0;

  constructor(model: string, options: ProviderAdapterOptions) {
    this.#model = model;
    this.#options = options;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { records, clock } = this.#options;
    const isNewClient = this.#model === CLIENT && expiresIn === undefined;
    const seconds = isNewClient ? UNUSED_CLIENT_LIFETIME_SECONDS : expiresIn;
    const expiresAt = seconds === undefined ? null : secondsAfter(clock.now(), seconds);
    const lookup = payload.uid ?? payload.userCode;
    const { jti: _id, ...rest } = payload;
    // A lookup by id knows the id already. Without it in the record, not even the sealing key reveals a token.
    const kept = lookup === undefined ? rest : payload;
    await records.put(this.#model, id, kept, { lookup, grantId: payload.grantId, expiresAt });
    if (isNewClient && expiresAt !== null) {
      await records.deleteAllButNewest(CLIENT, expiresAt, MAX_UNUSED_CLIENTS);
    }
    this.#written += 1;
    if (this.#model === INTERACTION && expiresAt !== null && this.#written % WRITES_PER_CHECK === 0) {
      await records.deleteAllButNewest(INTERACTION, expiresAt, MAX_PENDING_REQUESTS);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = await this.#options.records.find(this.#model, id);
    if (record === undefined) {
      return undefined;
    }
    if (this.#model === GRANT && !(await this.#options.isGrantValid(id))) {
      return undefined;
    }
    const payload = toPayload(record);
    // Clients are the one model without this field.
    const found: AdapterPayload = this.#model === CLIENT ? payload : { ...payload, jti: id };
    if (
      this.#model === REFRESH_TOKEN &&
      record.consumedAt !== null &&
      (await this.#options.rotation.isRepetition(id, record.consumedAt))
    ) {
      const { consumed: _consumed, ...again } = found;
      return again;
    }
    return found;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findByLookup(uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findByLookup(userCode);
  }

  async consume(id: string): Promise<void> {
    const isFirst = await this.#options.records.consume(this.#model, id);
    if (!isFirst && this.#model === CODE) {
      // Two concurrent requests with one code: the provider has seen it unused in both. One of them may be a thief's, so
      // what came of it ends, as it does where the second request comes later (RFC 6749 §4.1.2).
      const used = await this.#options.records.find(CODE, id);
      const grantId = used?.payload['grantId'];
      if (typeof grantId === 'string') {
        await this.#options.records.removeGrant(grantId);
      }
      throw new errors.InvalidGrant('authorization code already consumed');
    }
  }

  async destroy(id: string): Promise<void> {
    await (this.#model === GRANT
      ? this.#options.records.removeGrant(id)
      : this.#options.records.remove(this.#model, id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#options.records.removeOfGrant(this.#model, grantId);
  }

  async #findByLookup(lookup: string): Promise<AdapterPayload | undefined> {
    const record = await this.#options.records.findByLookup(this.#model, lookup);
    return record && toPayload(record);
  }
}

/** The provider expects a field in the record that marks it as used. */
function toPayload({ payload, consumedAt }: StoredRecord): AdapterPayload {
  return {
    ...payload,
    ...(consumedAt === null ? {} : { consumed: Math.floor(consumedAt.getTime() / 1000) }),
  };
}
