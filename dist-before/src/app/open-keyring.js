import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { KEY_FILE } from '../config/settings/storage-settings.js';
import { systemClock } from '../clock.js';
import { loadOrCreateKeyFile } from '../sealing/key-file.js';
import { givenKeys, keyCommandSource, keyFileSource, withOlderKeys } from '../sealing/key-sources.js';
import { keyService, loadOrCreateWrappedKeys } from '../credentials/key-rotation/wrapped-keys.js';
/** The sealing keys from the configured source. Generates a key where that is this program's responsibility. */
export async function openKeyring(storage, database) {
    const { external, keys, folder } = storage;
    if (external === undefined) {
        return keys.length > 0
            ? givenKeys(keys).load()
            : loadOrCreateKeyFile(join(folder, KEY_FILE), randomBytes);
    }
    switch (external.kind) {
        case 'file':
            return withOlderKeys(await keyFileSource(external.path, external.groupMayRead).load(), external.older);
        case 'command':
            return withOlderKeys(await keyCommandSource(commandOf(external)).load(), external.older);
        case 'kms':
            return withOlderKeys(await loadOrCreateWrappedKeys(database, keyService(commandOf(external)), {
                clock: systemClock,
                randomBytes,
            }), external.older);
    }
}
/** The program set by one of the two settings. */
export function commandOf({ kind, command, timeoutMilliseconds, }) {
    const variable = kind === 'kms' ? 'CREDENTIALS_KMS_COMMAND' : 'CREDENTIALS_KEY_COMMAND';
    return { command, variable, timeoutMilliseconds };
}
