import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { KEY_FILE } from '../config/settings/storage-settings.js';
import { addKeyToFile, dropUnusedKeys } from '../sealing/key-file.js';
import { systemClock } from '../clock.js';
import { addWrappedKey, dropWrappedKeys, keyService } from '../credentials/key-rotation/wrapped-keys.js';
import { commandOf } from '../app/open-keyring.js';
import { openStore } from '../app/open-store.js';
/** `keys rotate`: reseals every stored token and re-signs every row with the new key, while servers keep running. */
export async function rotateSealingKeys(store, config, program) {
    const { external, keys, folder } = config.storage;
    if (external?.kind === 'kms') {
        return rotateWrappedKeys(store, external, config, program);
    }
    const usesFile = external === undefined && keys.length === 0;
    const keyFile = join(folder, KEY_FILE);
    if (usesFile) {
        await addKeyToFile(keyFile, randomBytes);
    }
    const { report, inUse } = await rotate(store);
    const dropped = usesFile ? await dropUnusedKeys(keyFile, inUse, randomBytes) : [];
    store.audit.record({ actor: 'command line', action: 'sealing-key.rotated', outcome: 'done' });
    program.print(report +
        (usesFile
            ? `Removed from the key file: ${dropped.join(', ') || 'none'}.\n`
            : 'The former keys can be removed once every server runs with the new one.\n'));
}
/** The service wraps a new key; the store is reopened with it. */
async function rotateWrappedKeys(store, external, config, program) {
    const service = keyService(commandOf(external));
    const { id } = (await addWrappedKey(store.database, service, { clock: systemClock, randomBytes })).current();
    const renewed = await openStore({ ...config, log: program.log });
    try {
        const { report, inUse } = await rotate(renewed);
        const dropped = await dropWrappedKeys(renewed.database, id, inUse);
        program.print(`${report}Removed from the database: ${dropped.join(', ') || 'none'}.\n`);
    }
    finally {
        await renewed.close();
    }
}
async function rotate(store) {
    const counts = await store.credentials.rotateKeys();
    const inUse = new Set([
        ...(await store.credentials.keyIdsInUse()),
        ...(await store.credentials.macKeyIdsInUse()),
    ]);
    return {
        inUse,
        report: `Re-sealed: ${JSON.stringify(counts)}. Keys in use: ${[...inUse].join(', ') || 'none'}.\n`,
    };
}
