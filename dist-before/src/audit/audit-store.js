import { createSecretKey } from 'node:crypto';
import { KEY_BYTES } from '../sealing/keys.js';
import { auditKeyIdentity } from '../credentials/key-rotation/sealed-rows.js';
import { chain, GENESIS, isGenuine, markMac } from './chain.js';
/** The audit log cannot be continued: the stored entries were tampered with, or damaged. */
export class AuditBrokenError extends Error {
    name = 'AuditBrokenError';
}
/** The one row of the state. */
const STATE_ID = 1;
/** Rows inserted by one statement: within the number of parameters that SQLite takes. */
const ROWS_PER_STATEMENT = 500;
/** The audit log in the database of credentials: one chain, whatever the number of processes. */
export class AuditStore {
    #store;
    #randomBytes;
    constructor(store, randomBytes) {
        this.#store = store;
        this.#randomBytes = randomBytes;
    }
    /**
     * Appends in one transaction, so that concurrent processes append one after the other, and returns the new end. The
     * stored end must be genuine: continuing from a moved end would make it genuine. For the same reason it must not
     * precede the end that this process has `seen` last, as that of an older copy would.
     */
    async append(entries, begunAt, seen) {
        return this.#store.database.changeInTurn((changes) => this.appendWithin(changes, entries, begunAt, seen));
    }
    /** The same as a part of another change in turn, so that both are stored or neither is. */
    async appendWithin(changes, entries, begunAt, seen) {
        const state = (await lock(changes)) ?? (await this.#begin(changes, begunAt));
        const key = this.#open(state);
        const { head } = this.#marksOf(state, key);
        await checkFollows(changes, state, seen);
        const chained = [];
        let { sequence, hash } = head;
        for (const entry of entries) {
            const next = chain(key, { ...entry, sequence: sequence + 1, previousHash: hash });
            chained.push(next);
            ({ sequence, hash } = next);
        }
        await insert(changes, chained);
        const mark = { sequence, hash, mac: markMac(key, 'head', { sequence, hash }) };
        await changes
            .updateTable('audit_state')
            .set({ head_sequence: mark.sequence, head_hash: mark.hash, head_mac: mark.mac })
            .where('id', '=', STATE_ID)
            .execute();
        return mark;
    }
    /** Deletes entries before a moment, and signs the new start of the chain; returns the number deleted. */
    async prune(before) {
        return this.#store.database.changeInTurn(async (changes) => {
            const state = await lock(changes);
            if (state === undefined) {
                return 0;
            }
            const key = this.#open(state);
            const { head, pruned } = this.#marksOf(state, key);
            // The first entry to keep; clocks of several machines may differ, so times need not grow with the sequence.
            const stays = await changes
                .selectFrom('audit_entries')
                .select((row) => row.fn.min('sequence').as('sequence'))
                .where('occurred_at', '>=', before)
                .executeTakeFirst();
            const through = (stays?.sequence ?? head.sequence + 1) - 1;
            if (through <= pruned.sequence) {
                return 0;
            }
            const last = await changes
                .selectFrom('audit_entries')
                .select('hash')
                .where('sequence', '=', through)
                .executeTakeFirst();
            if (last === undefined) {
                throw new AuditBrokenError(`Entry ${through} of the audit log is missing.`);
            }
            const mark = { sequence: through, hash: last.hash };
            await changes
                .updateTable('audit_state')
                .set({
                pruned_sequence: mark.sequence,
                pruned_hash: mark.hash,
                pruned_mac: markMac(key, 'pruned', mark),
            })
                .where('id', '=', STATE_ID)
                .execute();
            await changes.deleteFrom('audit_entries').where('sequence', '<=', through).execute();
            return through - pruned.sequence;
        });
    }
    /** Start and end of the chain, verified; undefined if nothing was ever recorded. */
    async state() {
        const { queries } = this.#store.database;
        const row = await this.#find(queries);
        if (row === undefined) {
            const { count } = await queries
                .selectFrom('audit_entries')
                .select(({ fn }) => fn.countAll().as('count'))
                .executeTakeFirstOrThrow();
            if (count > 0) {
                throw new AuditBrokenError('The row that marks the start and end of the audit log is missing.');
            }
            return undefined;
        }
        const key = this.#open(row);
        return { ...this.#marksOf(row, key), key };
    }
    /** Entries after the sequence, in order. */
    async entriesAfter(sequence, limit) {
        const rows = await this.#store.database.queries
            .selectFrom('audit_entries')
            .selectAll()
            .where('sequence', '>', sequence)
            .orderBy('sequence')
            .limit(limit)
            .execute();
        return rows.map(toEntry);
    }
    async #find(queries) {
        return queries.selectFrom('audit_state').selectAll().where('id', '=', STATE_ID).executeTakeFirst();
    }
    /** The first process makes the key. Entries without a state mean that the state was deleted. */
    async #begin(changes, occurredAt) {
        const left = await changes.selectFrom('audit_entries').select('sequence').limit(1).executeTakeFirst();
        if (left !== undefined) {
            throw new AuditBrokenError('The row that marks the start and end of the audit log is missing.');
        }
        const bytes = Buffer.from(this.#randomBytes(KEY_BYTES));
        const key = createSecretKey(bytes);
        const { wrappedKey, ciphertext } = this.#store.sealer.seal(bytes.toString('base64'), auditKeyIdentity);
        const first = chain(key, {
            sequence: 1,
            occurredAt,
            actor: 'server',
            action: 'audit.begun',
            object: null,
            space: null,
            outcome: 'done',
            details: null,
            previousHash: GENESIS,
        });
        const start = { sequence: 0, hash: GENESIS };
        const state = {
            id: STATE_ID,
            head_sequence: first.sequence,
            head_hash: first.hash,
            head_mac: markMac(key, 'head', first),
            pruned_sequence: start.sequence,
            pruned_hash: start.hash,
            pruned_mac: markMac(key, 'pruned', start),
            wrapped_key: wrappedKey,
            ciphertext,
        };
        await changes.insertInto('audit_state').values(state).execute();
        await insert(changes, [first]);
        return state;
    }
    /** The key is opened once: re-sealing does not change it. */
    #open({ wrapped_key: wrappedKey, ciphertext }) {
        const text = this.#store.sealer.open({ wrappedKey, ciphertext }, auditKeyIdentity);
        return createSecretKey(Buffer.from(text, 'base64'));
    }
    #marksOf(row, key) {
        const head = { sequence: row.head_sequence, hash: row.head_hash, mac: row.head_mac };
        const pruned = { sequence: row.pruned_sequence, hash: row.pruned_hash, mac: row.pruned_mac };
        if (!isGenuine(key, 'head', head)) {
            throw new AuditBrokenError('The end of the audit log was not stored by this server.');
        }
        if (!isGenuine(key, 'pruned', pruned)) {
            throw new AuditBrokenError('The start of the audit log was not stored by this server.');
        }
        return { head, pruned };
    }
}
/**
 * Reads the state under an exclusive lock until the end of the transaction: a write that changes nothing makes the
 * database order concurrent processes before any of them has read.
 */
function lock(changes) {
    return changes
        .updateTable('audit_state')
        .set({ id: STATE_ID })
        .where('id', '=', STATE_ID)
        .returningAll()
        .executeTakeFirst();
}
async function checkFollows(changes, { head_sequence, head_hash, pruned_sequence }, seen) {
    if (seen === undefined || seen.sequence <= pruned_sequence) {
        return;
    }
    const found = seen.sequence === head_sequence
        ? { hash: head_hash }
        : await changes
            .selectFrom('audit_entries')
            .select('hash')
            .where('sequence', '=', seen.sequence)
            .executeTakeFirst();
    if (seen.sequence > head_sequence || found?.hash !== seen.hash) {
        throw new AuditBrokenError(`Entry ${seen.sequence} of the audit log, which this process wrote or saw, is gone.`);
    }
}
async function insert(changes, entries) {
    for (let start = 0; start < entries.length; start += ROWS_PER_STATEMENT) {
        await changes
            .insertInto('audit_entries')
            .values(entries.slice(start, start + ROWS_PER_STATEMENT).map(toRow))
            .execute();
    }
}
function toRow(entry) {
    return {
        sequence: entry.sequence,
        occurred_at: entry.occurredAt,
        actor: entry.actor,
        action: entry.action,
        object: entry.object,
        space_id: entry.space,
        outcome: entry.outcome,
        details: entry.details,
        previous_hash: entry.previousHash,
        hash: entry.hash,
        mac: entry.mac,
    };
}
function toEntry(row) {
    return {
        sequence: row.sequence,
        occurredAt: row.occurred_at,
        actor: row.actor,
        action: row.action,
        object: row.object,
        space: row.space_id,
        outcome: row.outcome,
        details: row.details,
        previousHash: row.previous_hash,
        hash: row.hash,
        mac: row.mac,
    };
}
