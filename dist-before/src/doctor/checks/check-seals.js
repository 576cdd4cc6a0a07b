import { probeSeals } from '../../credentials/key-rotation/probe-seals.js';
import { sealedEvents } from '../../credentials/key-rotation/sealed-rows.js';
import { fail, ok } from '../finding.js';
/** Whether all stored secrets open with the available keys. */
export async function checkSeals(queries, sealer) {
    const { opened, failures } = await probeSeals(queries, sealer, sealedEvents);
    const all = opened + failures.length;
    if (failures.length === 0) {
        return ok('sealed', all === 0 ? 'Nothing is sealed yet.' : `All ${all} stored token pairs can be opened.`);
    }
    const foreign = new Set(failures.filter(({ reason }) => reason === 'unknown_key').map(({ keyId }) => keyId));
    return foreign.size > 0
        ? fail('sealed', `${failures.length} of ${all} stored token pairs are sealed with another key (${[...foreign].join(', ')}).`, 'Restore that key: in CREDENTIALS_KEY, as a former one in CREDENTIALS_OLD_KEYS, or in the key file. Without it, these workspaces must be connected again.')
        : fail('sealed', `${failures.length} of ${all} stored token pairs were damaged or altered.`, 'Restore the database from a backup, or connect these workspaces again.');
}
