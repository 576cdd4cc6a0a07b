import { sql } from 'kysely';
import { eachBatch } from '../../database/each-batch.js';
import { KeyError } from '../../sealing/keys.js';
import { keyColumns, macTables } from '../../database/macs/mac-tables.js';
import { keyIdOf } from '../../database/macs/row-macs.js';
import { SealError } from '../../sealing/seal.js';
import { sealedAuditKey, sealedEvents, sealedOauthRecords, sealedWebhookTokens, } from './sealed-rows.js';
/** Name of the one row of `mac_state`. */
const STATE_NAME = 'rows';
/** Sealed rows read at once. */
const BATCH_ROWS = 200;
/** The database was changed by someone without the sealing key. Nothing in it is used. */
export class TamperedStoreError extends Error {
    name = 'TamperedStoreError';
    constructor(what) {
        super(`${what} Somebody may have changed the database from outside. Restore it from a backup, or start with an empty one and connect again.`);
    }
}
/**
 * Gives every row its MAC, once: a database of a version before MACs is accepted as it is, and from then on a row
 * without one is ignored. A marker row, with a MAC of its own, records that this was done.
 *
 * An attacker who can write to the database can remove that marker, and all MACs with it, to have their own rows
 * accepted. So a database without the marker is accepted as an older one only if nothing contradicts it: no row has a
 * MAC, no wrap was made by a version with MACs (see `Sealer.isMarked`), and at least one wrap of an older version opens
 * with the available keys. Where nothing is sealed, nothing proves where the rows came from, and none is accepted.
 */
export async function signExistingRows(database, sealer, clock) {
    const state = await readState(database);
    if (state !== undefined) {
        checkState(database, state);
        return { adopted: 0 };
    }
    return database.changeAlone(async (changes) => {
        const again = await readState({ queries: changes });
        if (again !== undefined) {
            // Another process was first.
            checkState(database, again);
            return { adopted: 0 };
        }
        const adopted = (await isFromBefore(changes, sealer)) ? await signAll(database, changes) : 0;
        await markSeals(changes, sealer);
        await changes
            .insertInto('mac_state')
            .values(database.macs.signed('mac_state', { name: STATE_NAME, began_at: clock.now().toISOString() }))
            .execute();
        return { adopted };
    });
}
function readState({ queries }) {
    return queries.selectFrom('mac_state').selectAll().where('name', '=', STATE_NAME).executeTakeFirst();
}
function checkState({ macs }, state) {
    if (state.mac !== null && !macs.knows(state.mac)) {
        throw new KeyError(`The store belongs to key ${keyIdOf(state.mac)}, which is not configured. Restore that key: as CREDENTIALS_KEY, as a former one in CREDENTIALS_OLD_KEYS, or in the key file.`);
    }
    if (!macs.verifies('mac_state', state)) {
        throw new TamperedStoreError('The marker that the rows of this database have MACs was not written by this server.');
    }
}
async function isFromBefore(changes, sealer) {
    // Wrapped keys have MACs before any other row, and are no sign of one.
    for (const table of macTables.filter((name) => name !== 'wrapped_keys')) {
        const { rows } = await sql `select 1 from ${sql.table(table)} where mac is not null limit 1`.execute(changes);
        if (rows.length > 0) {
            throw new TamperedStoreError('Rows of this database have MACs, but the marker for it is missing.');
        }
    }
    let opened = 0;
    let foreign;
    await eachSealed(changes, (row, table) => {
        try {
            if (sealer.isMarked(row.wrapped_key ?? '', table.identity(row))) {
                throw new TamperedStoreError('This database was used with MACs, but its rows have none.');
            }
            opened += 1;
        }
        catch (error) {
            if (!(error instanceof SealError)) {
                throw error;
            }
            foreign ??= error.keyId;
        }
        return Promise.resolve();
    });
    if (opened === 0 && foreign !== undefined) {
        throw new KeyError(`What is stored is sealed with key ${foreign}, which is not configured. Restore that key: as CREDENTIALS_KEY, as a former one in CREDENTIALS_OLD_KEYS, or in the key file.`);
    }
    return opened > 0;
}
async function signAll({ macs }, changes) {
    let count = 0;
    for (const table of macTables.filter((name) => name !== 'wrapped_keys')) {
        await eachBatch(changes, table, async (rows) => {
            for (const row of rows) {
                await writeMac(changes, table, row, macs.signed(table, row).mac);
                count += 1;
            }
        });
    }
    return count;
}
/** Rewraps all sealed rows, which marks this database as one with MACs. */
async function markSeals(changes, sealer) {
    await eachSealed(changes, async (row, table) => {
        try {
            await table.swap(changes, row, sealer.rewrap(row.wrapped_key ?? '', table.identity(row)));
        }
        catch (error) {
            if (!(error instanceof SealError)) {
                throw error;
            }
            // No available key opens it: it stays as it is.
        }
    });
}
async function eachSealed(changes, visit) {
    const through = async (table) => {
        for (let last;;) {
            // No wrap matches the empty pattern.
            const rows = await table.read(changes, last, '', BATCH_ROWS);
            for (const row of rows) {
                await visit(row, table);
            }
            last = rows.at(-1);
            if (rows.length < BATCH_ROWS) {
                return;
            }
        }
    };
    await through(sealedEvents);
    await through(sealedOauthRecords);
    await through(sealedWebhookTokens);
    await through(sealedAuditKey);
}
/** Writes a row's MAC if it still has the one it was read with. */
export async function writeMac(changes, table, row, mac) {
    const key = sql.join(keyColumns(table).map((column) => sql `${sql.ref(column)} = ${row[column]}`), sql ` and `);
    const before = row['mac'] === null ? sql `mac is null` : sql `mac = ${row['mac']}`;
    const { numAffectedRows } = await sql `update ${sql.table(table)} set mac = ${mac} where ${key} and ${before}`.execute(changes);
    return numAffectedRows === 1n;
}
