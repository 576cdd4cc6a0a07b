import { createHash } from 'node:crypto';
import { removeForged, updateSigned } from '../database/signed-rows.js';
import { SealError } from '../sealing/seal.js';
import { webhookTokenIdentity } from '../credentials/key-rotation/sealed-rows.js';
/** Milliseconds in which the operator can accept a token. */
export const PENDING_LIFETIME_MS = 3_600_000;
/**
 * Pending tokens kept: anyone can send one, and the newest are the operator's best guess. So many that strangers with
 * dozens of addresses do not push out the operator's own before it is accepted.
 */
export const MAX_PENDING_TOKENS = 500;
/** Hexadecimal digits by which an operator names a token: 48 bits, easy to compare at a glance. */
const FINGERPRINT_DIGITS = 12;
/**
 * The tokens that Notion signs with, one for each subscription. The first delivery to a new subscription brings one in
 * clear and unsigned, so anyone with the address can send one too: it is kept as pending, for an hour, and trusted in
 * nothing until the operator accepts it.
 */
export class VerificationTokens {
    #store;
    constructor(store) {
        this.#store = store;
    }
    /** Stores a received token; returns its fingerprint, or undefined if it was already known. */
    async receive(token) {
        const { database, sealer, clock } = this.#store;
        const now = clock.now();
        const token_hash = hashOf(token);
        const { wrappedKey, ciphertext } = sealer.seal(token, webhookTokenIdentity({ token_hash }));
        const isNew = await database.change(async (changes) => {
            await changes.deleteFrom('webhook_tokens').where('expires_at', '<=', now.toISOString()).execute();
            await removeForged(database, changes, 'webhook_tokens', { token_hash });
            const stored = await changes
                .insertInto('webhook_tokens')
                .values(database.macs.signed('webhook_tokens', {
                token_hash,
                wrapped_key: wrappedKey,
                ciphertext,
                received_at: now.toISOString(),
                accepted_at: null,
                expires_at: new Date(now.getTime() + PENDING_LIFETIME_MS).toISOString(),
            }))
                .onConflict((conflict) => conflict.column('token_hash').doNothing())
                .returning('token_hash')
                .executeTakeFirst();
            await keepNewest(changes);
            return stored !== undefined;
        });
        return isNew ? fingerprintOf(token_hash) : undefined;
    }
    /** All tokens that are not over, the newest first. */
    async list() {
        const rows = await this.#current();
        return rows.map((row) => ({
            fingerprint: fingerprintOf(row.token_hash),
            receivedAt: new Date(row.received_at),
            acceptedAt: row.accepted_at === null ? null : new Date(row.accepted_at),
        }));
    }
    /** Trusts a token from now on and hands it out, to be pasted into Notion's form. Undefined if there is none. */
    async accept(fingerprint) {
        const row = await this.#find(fingerprint);
        if (row === undefined) {
            return undefined;
        }
        const token = this.#open(row);
        const { database } = this.#store;
        const isAccepted = await database.change((changes) => updateSigned(database, changes, 'webhook_tokens', { token_hash: row.token_hash }, ({ accepted_at }) => ({
            accepted_at: accepted_at ?? this.#now(),
            expires_at: null,
        })));
        return isAccepted ? token : undefined;
    }
    /** Deletes a token; deliveries it signs are refused from now on. False if there is none. */
    async remove(fingerprint) {
        const row = await this.#find(fingerprint);
        if (row === undefined) {
            return false;
        }
        await this.#store.database.change((changes) => changes.deleteFrom('webhook_tokens').where('token_hash', '=', row.token_hash).execute());
        return true;
    }
    /** The accepted tokens themselves. One whose seal does not open is left out: its signatures cannot be checked. */
    async accepted() {
        const rows = await this.#store.database.queries
            .selectFrom('webhook_tokens')
            .selectAll()
            .where('accepted_at', 'is not', null)
            .execute();
        const genuine = this.#store.database.macs.genuine('webhook_tokens', rows);
        // The query's conditions are checked again on the row: see `RowMacs.isGenuine`.
        return genuine
            .filter(({ accepted_at }) => accepted_at !== null)
            .flatMap((row) => {
            try {
                return [this.#open(row)];
            }
            catch (error) {
                if (error instanceof SealError) {
                    return [];
                }
                throw error;
            }
        });
    }
    async #find(fingerprint) {
        const found = (await this.#current()).filter((row) => fingerprintOf(row.token_hash) === fingerprint);
        // Two tokens with one fingerprint do not happen by chance; then neither is taken for the other.
        return found.length === 1 ? found[0] : undefined;
    }
    async #current() {
        const { queries, macs } = this.#store.database;
        const rows = await queries
            .selectFrom('webhook_tokens')
            .selectAll()
            .where((token) => token.or([token('expires_at', 'is', null), token('expires_at', '>', this.#now())]))
            .orderBy('received_at', 'desc')
            .orderBy('token_hash')
            .execute();
        return macs.genuine('webhook_tokens', rows);
    }
    #open({ token_hash, wrapped_key: wrappedKey, ciphertext }) {
        return this.#store.sealer.open({ wrappedKey, ciphertext }, webhookTokenIdentity({ token_hash }));
    }
    #now() {
        return this.#store.clock.now().toISOString();
    }
}
/** Makes room by the oldest pending ones. Accepted ones are the operator's to remove. */
async function keepNewest(changes) {
    const surplus = await changes
        .selectFrom('webhook_tokens')
        .select('token_hash')
        .where('accepted_at', 'is', null)
        .orderBy('received_at', 'desc')
        .orderBy('token_hash')
        .offset(MAX_PENDING_TOKENS)
        .limit(MAX_PENDING_TOKENS)
        .execute();
    if (surplus.length > 0) {
        await changes
            .deleteFrom('webhook_tokens')
            .where('token_hash', 'in', surplus.map(({ token_hash }) => token_hash))
            .where('accepted_at', 'is', null)
            .execute();
    }
}
function fingerprintOf(tokenHash) {
    return tokenHash.slice(0, FINGERPRINT_DIGITS);
}
/** Tokens are random, so a fast hash is enough: there is nothing to guess from. */
function hashOf(token) {
    return createHash('sha256').update(token).digest('hex');
}
