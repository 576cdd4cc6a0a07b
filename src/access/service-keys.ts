import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../credentials/clock.js';
import type { CredentialsDatabase } from '../credentials/database.js';
import { parseSpaceId, type SpaceId } from '../credentials/identifiers.js';
import type { RandomBytes } from '../credentials/keys.js';
import type { ServiceKeysTable } from '../credentials/schema.js';
import { updateSigned } from '../credentials/signed-rows.js';

/** What a service key may do: act for one space, or for whichever it names. */
export type KeySpaces = SpaceId | 'all';

/** A service key as it may be listed: nothing of its secret. */
export interface ServiceKey {
  readonly id: string;
  readonly spaces: KeySpaces;
  readonly label: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Bytes of a key's secret. It is random, so a fast hash is enough: there is nothing to guess from. */
const SECRET_BYTES = 32;
/** Bytes of a key's public id. */
const ID_BYTES = 6;
/** `nrm_<id>_<secret>`: the prefix lets secret scanners find a leaked key. */
const KEY = /^nrm_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
/** How a key for every space is stored; no space id can look like it. */
const ALL_SPACES = '*';
/** Compared with when there is no such key, so that the time taken does not tell which ids exist. */
const NO_HASH = Buffer.alloc(SECRET_BYTES);

/** The keys with which backends and agents prove for which space they call. Stored as hashes: a key is shown once. */
export class ServiceKeys {
  readonly #database: CredentialsDatabase;
  readonly #clock: Clock;
  readonly #randomBytes: RandomBytes;

  constructor(database: CredentialsDatabase, clock: Clock, randomBytes: RandomBytes) {
    this.#database = database;
    this.#clock = clock;
    this.#randomBytes = randomBytes;
  }

  /** Makes a key. `key` is the only copy of it. */
  async create(
    spaces: KeySpaces,
    label: string,
  ): Promise<{ readonly key: string; readonly record: ServiceKey }> {
    const id = Buffer.from(this.#randomBytes(ID_BYTES)).toString('hex');
    const secret = Buffer.from(this.#randomBytes(SECRET_BYTES)).toString('base64url');
    const row: ServiceKeysTable = {
      id,
      secret_hash: hash(secret).toString('hex'),
      space_id: spaces === 'all' ? ALL_SPACES : spaces,
      label,
      created_at: this.#clock.now().toISOString(),
      revoked_at: null,
    };
    const signed = this.#database.macs.signed('service_keys', row);
    await this.#database.change((changes) => changes.insertInto('service_keys').values(signed).execute());
    return { key: `nrm_${id}_${secret}`, record: toServiceKey(row) };
  }

  /** All keys, revoked ones included, oldest first. */
  async list(): Promise<readonly ServiceKey[]> {
    const rows = await this.#database.queries
      .selectFrom('service_keys')
      .selectAll()
      .orderBy('created_at')
      .execute();
    return this.#database.macs.genuine('service_keys', rows).map(toServiceKey);
  }

  /** Ends a key from the next request on. False if there is no such key, or it has ended already. */
  async revoke(id: string): Promise<boolean> {
    return this.#database.change((changes) =>
      updateSigned(this.#database, changes, 'service_keys', { id }, ({ revoked_at }) =>
        revoked_at === null ? { revoked_at: this.#clock.now().toISOString() } : undefined,
      ),
    );
  }

  /** Whose key this is; undefined for anything that is not a valid key. */
  async authenticate(presented: string): Promise<ServiceKey | undefined> {
    const [, id, secret] = KEY.exec(presented) ?? [];
    if (id === undefined || secret === undefined) {
      return undefined;
    }
    const found = await this.#database.queries
      .selectFrom('service_keys')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    const row = found && this.#database.macs.isGenuine('service_keys', found, { id }) ? found : undefined;
    const expected = row === undefined ? NO_HASH : Buffer.from(row.secret_hash, 'hex');
    const matches = timingSafeEqual(hash(secret), expected);
    return row !== undefined && matches && row.revoked_at === null ? toServiceKey(row) : undefined;
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

function toServiceKey(row: ServiceKeysTable): ServiceKey {
  const space = row.space_id === ALL_SPACES ? 'all' : parseSpaceId(row.space_id);
  if (space === undefined) {
    // Fail closed: a damaged row must not become a key for something else.
    throw new Error(`The service key ${row.id} is stored with a space that cannot be one.`);
  }
  return {
    id: row.id,
    spaces: space,
    label: row.label,
    createdAt: new Date(row.created_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  };
}
