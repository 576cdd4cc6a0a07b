import { hash as digestOf, timingSafeEqual } from 'node:crypto';
import { KeptReads } from '../database/kept-reads.js';
import { updateSigned } from '../database/signed-rows.js';
import { DamagedKeyError, toKeyRow, toServiceKey, } from './key-rows.js';
/** Bytes of a key's secret. It is random, so a fast hash is enough: it cannot be guessed. */
const SECRET_BYTES = 32;
/** Bytes of a key's public id. */
const ID_BYTES = 6;
/** `nrm_<id>_<secret>`: the prefix lets secret scanners find a leaked key. */
const KEY_PATTERN = /^nrm_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const HASH_PATTERN = /^[0-9a-f]{64}$/;
/** Compared when there is no hash, so that timing does not reveal which ids exist or are being renewed. */
const PLACEHOLDER_HASH = Buffer.alloc(SECRET_BYTES);
/** A key without limits of its own. */
export const unlimited = {
    scopes: ['read', 'write'],
    tools: undefined,
    roots: undefined,
    expiresAt: null,
    daily: { calls: null, characters: null },
};
/** The keys that authenticate backends and agents for a space. Stored as hashes: a key is shown only once. */
export class ServiceKeys {
    #database;
    #clock;
    #randomBytes;
    #watch;
    #proven;
    constructor(database, clock, randomBytes, watch) {
        this.#database = database;
        this.#clock = clock;
        this.#randomBytes = randomBytes;
        this.#watch = watch;
        this.#proven = new KeptReads(database);
    }
    /** Creates a key. `key` is the only copy of it. */
    async create(spaces, label, limits = unlimited) {
        const id = Buffer.from(this.#randomBytes(ID_BYTES)).toString('hex');
        const secret = this.#newSecret();
        const createdAt = this.#clock.now();
        const row = toKeyRow({ ...limits, id, spaces, label, createdAt, revokedAt: null, overlapUntil: null }, hash(secret).toString('hex'));
        // Parsed as it will be read later, so that no unusable key is created.
        const record = toServiceKey(row);
        const signed = this.#database.macs.signed('service_keys', row);
        await this.#database.change((changes) => changes.insertInto('service_keys').values(signed).execute());
        return { key: keyText(id, secret), record };
    }
    /** All keys, including expired and revoked ones, oldest first. */
    async list() {
        const rows = await this.#database.queries
            .selectFrom('service_keys')
            .leftJoin('service_key_uses', 'service_key_uses.key_id', 'service_keys.id')
            .selectAll('service_keys')
            .select('service_key_uses.last_used_at')
            .orderBy('created_at')
            .execute();
        const uses = new Map(rows.map((row) => [row.id, row.last_used_at]));
        const keys = rows.map(({ last_used_at: _used, ...row }) => row);
        return this.#database.macs.genuine('service_keys', keys).map((row) => {
            const key = readable(row);
            const lastUsed = uses.get(row.id) ?? null;
            return key === undefined
                ? { state: 'damaged', id: row.id }
                : { state: this.#stateOf(key), key, lastUsedAt: lastUsed === null ? null : new Date(lastUsed) };
        });
    }
    /** Revokes a key from the next request on. False if there is no such key, or it is no longer valid. */
    async revoke(id) {
        return this.#database.change((changes) => updateSigned(this.#database, changes, 'service_keys', { id }, ({ revoked_at }) => revoked_at === null ? { revoked_at: this.#clock.now().toISOString() } : undefined));
    }
    /**
     * Gives a key a new secret, which works at once. The previous secret works for `overlap` more milliseconds; one left
     * over from an earlier renewal stops working now. A new expiry replaces the old one.
     */
    async renew(id, overlap, expiresAt) {
        const secret = this.#newSecret();
        const now = this.#clock.now();
        return this.#database.change(async (changes) => {
            let renewed = { kind: 'unknown' };
            await updateSigned(this.#database, changes, 'service_keys', { id }, (row) => {
                const key = readable({ ...row, expires_at: expiresAt?.toISOString() ?? row.expires_at });
                if (key === undefined) {
                    renewed = { kind: 'damaged' };
                    return undefined;
                }
                const state = this.#stateOf(key);
                if (state !== 'active') {
                    renewed = { kind: state };
                    return undefined;
                }
                const overlapUntil = overlap > 0 ? new Date(now.getTime() + overlap) : null;
                renewed = { kind: 'renewed', key: keyText(id, secret), overlapUntil };
                return {
                    secret_hash: hash(secret).toString('hex'),
                    previous_hash: overlapUntil === null ? null : row.secret_hash,
                    previous_until: overlapUntil?.toISOString() ?? null,
                    expires_at: key.expiresAt?.toISOString() ?? null,
                };
            });
            return renewed;
        });
    }
    /**
     * Resolves a presented key; undefined if it is not valid. Does the same work whether the key exists or not: only
     * verified keys are cached, under a hash of the secret. Throws a {@link DamagedKeyError} for a key whose row cannot
     * be read.
     */
    async authenticate(presented) {
        const [, id, secret] = KEY_PATTERN.exec(presented) ?? [];
        if (id === undefined || secret === undefined) {
            return this.#refuse({ reason: 'unknown' });
        }
        const digest = hash(secret);
        const proven = await this.#proven.read(keptName(id, digest), () => this.#prove(id, digest));
        if (proven === undefined) {
            return this.#refuse({ reason: 'unknown' });
        }
        const state = this.#stateOfProven(proven);
        if (state !== 'active') {
            return this.#refuse({ reason: state, keyId: id });
        }
        this.#watch?.onUsed(proven.key);
        return proven.key;
    }
    /**
     * The same at once, where the key has been looked up and nothing in the database has changed since. Undefined where it
     * has to be looked up, and where it is to be refused: {@link authenticate} decides that, and tells the observer.
     */
    authenticateAtOnce(presented) {
        const [, id, secret] = KEY_PATTERN.exec(presented) ?? [];
        const proven = id === undefined || secret === undefined ? undefined : this.#proven.peek(keptName(id, hash(secret)));
        if (proven === undefined || this.#stateOfProven(proven) !== 'active') {
            return undefined;
        }
        this.#watch?.onUsed(proven.key);
        return proven.key;
    }
    async #prove(id, digest) {
        const found = await this.#database.queries
            .selectFrom('service_keys')
            .selectAll()
            .where('id', '=', id)
            .executeTakeFirst();
        const row = found && this.#database.macs.isGenuine('service_keys', found, { id }) ? found : undefined;
        const isCurrent = timingSafeEqual(digest, hashBytes(row?.secret_hash));
        const isPrevious = timingSafeEqual(digest, hashBytes(row?.previous_hash));
        return row !== undefined && (isCurrent || isPrevious) ? { key: this.#read(row), isCurrent } : undefined;
    }
    #read(row) {
        try {
            return toServiceKey(row);
        }
        catch (error) {
            this.#watch?.onRefused({ reason: 'damaged', keyId: row.id });
            throw error;
        }
    }
    #refuse(refusal) {
        this.#watch?.onRefused(refusal);
        return undefined;
    }
    /** The previous secret of a key works until the overlap ends. */
    #stateOfProven({ key, isCurrent }) {
        const state = this.#stateOf(key);
        return state === 'active' &&
            !isCurrent &&
            (key.overlapUntil === null || key.overlapUntil <= this.#clock.now())
            ? 'expired'
            : state;
    }
    #stateOf({ revokedAt, expiresAt }) {
        if (revokedAt !== null) {
            return 'revoked';
        }
        return expiresAt !== null && expiresAt <= this.#clock.now() ? 'expired' : 'active';
    }
    #newSecret() {
        return Buffer.from(this.#randomBytes(SECRET_BYTES)).toString('base64url');
    }
}
/** The key, unless its row is damaged. */
function readable(row) {
    try {
        return toServiceKey(row);
    }
    catch (error) {
        if (error instanceof DamagedKeyError) {
            return undefined;
        }
        throw error;
    }
}
function keyText(id, secret) {
    return `nrm_${id}_${secret}`;
}
/** Under which a verified key is kept: not the secret itself. */
function keptName(id, digest) {
    return `${id} ${digest.toString('hex')}`;
}
function hash(secret) {
    return digestOf('sha256', secret, 'buffer');
}
/** An invalid stored hash matches nothing. */
function hashBytes(stored) {
    return stored !== null && stored !== undefined && HASH_PATTERN.test(stored)
        ? Buffer.from(stored, 'hex')
        : PLACEHOLDER_HASH;
}
