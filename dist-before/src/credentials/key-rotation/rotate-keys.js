import { resignRows } from './resign-rows.js';
import { SealError, wrapPrefix } from '../../sealing/seal.js';
import { sealedAuditKey, sealedChangeEntries, sealedEvents, sealedOauthRecords, sealedWebhookTokens, } from './sealed-rows.js';
/** Records read at once. */
const BATCH_ROWS = 200;
/**
 * Reseals every sealed row with the keyring's current key, while others read and refresh. Only the wrapped data key is
 * rewritten, which is the one column of the log that its triggers allow to change; content, events and projections
 * stay. Each write is a compare-and-swap, so a pair that is refreshed meanwhile keeps what the refresh wrote.
 *
 * Running it again continues where it stopped, and finds nothing to do when all is done.
 */
export async function rotateKeys(store) {
    const counts = [
        await rewrapAll(store, sealedEvents),
        await rewrapAll(store, sealedOauthRecords),
        await rewrapAll(store, sealedWebhookTokens),
        // In the row that every appended entry changes.
        await rewrapAll(store, sealedAuditKey, 'changeInTurn'),
        await rewrapAll(store, sealedChangeEntries),
    ];
    return {
        rewrapped: counts.reduce((sum, { rewrapped }) => sum + rewrapped, 0),
        signed: await resignRows(store.database),
        failures: counts.flatMap(({ failures }) => failures),
    };
}
/** Ids of the keys needed to open all sealed rows. */
export async function keyIdsInUse({ database: { queries } }) {
    const rows = [
        ...(await sealedEvents.wraps(queries)),
        ...(await sealedOauthRecords.wraps(queries)),
        ...(await sealedWebhookTokens.wraps(queries)),
        ...(await sealedAuditKey.wraps(queries)),
        ...(await sealedChangeEntries.wraps(queries)),
    ];
    return new Set(rows.flatMap(({ wrapped_key }) => wrapped_key?.split('.')[1] ?? []));
}
async function rewrapAll({ database, sealer }, table, change = 'change') {
    const done = `${wrapPrefix(sealer.currentKeyId)}%`;
    const failures = [];
    let rewrapped = 0;
    for (let last;;) {
        const rows = await table.read(database.queries, last, done, BATCH_ROWS);
        const changed = [];
        for (const row of rows) {
            last = row;
            try {
                changed.push({ row, wrappedKey: sealer.rewrap(row.wrapped_key ?? '', table.identity(row)) });
            }
            catch (error) {
                if (!(error instanceof SealError)) {
                    throw error;
                }
                failures.push(error);
            }
        }
        rewrapped += await database[change](async (changes) => {
            let swapped = 0n;
            for (const { row, wrappedKey } of changed) {
                swapped += await table.swap(changes, row, wrappedKey);
            }
            return Number(swapped);
        });
        if (rows.length < BATCH_ROWS) {
            return { rewrapped, failures };
        }
    }
}
