import { appendEvents } from './append-events.js';
import { credentialStream } from './events.js';
import { credentialRow, credentialState, noCredential, projectCredential, } from './project-credential.js';
import { sealPair } from './sealed-pair.js';
/**
 * Appends to a credential's stream and updates its row in the projection, in the caller's transaction. A pair that is
 * superseded or withdrawn is erased in the same step, by erasing the key of its record: the log never holds more than
 * one readable pair of an authorization.
 */
export async function appendToCredential(changes, { database, sealer, }, id, expectedVersion, events, now) {
    const recorded = await appendEvents(changes, database, credentialStream(id), expectedVersion, events.map((event, index) => sealSecret(event, sealer, id, expectedVersion + index + 1)), now);
    const row = await changes.selectFrom('credentials').selectAll().where('id', '=', id).executeTakeFirst();
    const before = row === undefined ? noCredential : credentialState(row);
    const after = recorded.reduce(projectCredential, before);
    await saveCredential(changes, id, after);
    await eraseOtherPairs(changes, id, after.token?.version ?? null);
}
/** Writes the credential's row. */
export async function saveCredential(changes, id, state) {
    const row = credentialRow(id, state);
    await changes
        .insertInto('credentials')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
}
function sealSecret(event, sealer, id, version) {
    if (event.type !== 'NotionIntegrationTokenRotated') {
        return { event };
    }
    const { pair, type, data } = event;
    return { event: { type, data }, sealed: sealPair(sealer, pair, id, version) };
}
async function eraseOtherPairs(changes, id, currentVersion) {
    await changes
        .updateTable('events')
        .set({ wrapped_key: null })
        .where('stream_id', '=', credentialStream(id))
        .where('wrapped_key', 'is not', null)
        .$if(currentVersion !== null, (query) => query.where('version', '<>', currentVersion))
        .execute();
}
