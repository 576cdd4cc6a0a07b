import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_FILE } from '../../config/settings/storage-settings.js';
import { TamperedStoreError } from '../../credentials/key-rotation/sign-existing-rows.js';
import { openKeyFile } from '../../sealing/key-file.js';
import { givenKeys, keyCommandSource, keyFileSource, withOlderKeys } from '../../sealing/key-sources.js';
import { KeyError } from '../../sealing/keys.js';
import { RowMacs } from '../../database/macs/row-macs.js';
import { Sealer } from '../../sealing/seal.js';
import { keyService, openWrappedKeys } from '../../credentials/key-rotation/wrapped-keys.js';
import { fail, ok } from '../finding.js';
/** Whether the sealing key can be used. Creates none. Reads the database if it holds the key, wrapped. */
export async function checkKey(storage, queries) {
    const { external, keys, folder } = storage;
    const path = join(folder, KEY_FILE);
    if (external === undefined && keys.length === 0) {
        return existsSync(path)
            ? attempt(path, () => Promise.resolve(openKeyFile(path)), path)
            : none(`No key file yet; the first connect creates ${path}. Back it up then.`);
    }
    if (external === undefined) {
        return attempt('CREDENTIALS_KEY', () => givenKeys(keys).load(), path);
    }
    const { name, load } = externalSource(external, queries);
    return load === undefined
        ? none(`No key yet; the first start has ${name} wrap one.`)
        : attempt(name, async () => withOlderKeys(await load(), external.older), path);
}
function externalSource(external, queries) {
    if (external.kind === 'file') {
        const { path, groupMayRead } = external;
        return { name: path, load: () => keyFileSource(path, groupMayRead).load() };
    }
    const { kind, command, timeoutMilliseconds } = external;
    if (kind === 'command') {
        const name = 'CREDENTIALS_KEY_COMMAND';
        return {
            name,
            load: () => keyCommandSource({ command, variable: name, timeoutMilliseconds }).load(),
        };
    }
    const name = 'CREDENTIALS_KMS_COMMAND';
    const service = keyService({ command, variable: name, timeoutMilliseconds });
    return { name, load: queries === undefined ? undefined : () => openWrappedKeys(queries, service) };
}
async function attempt(source, load, path) {
    try {
        const ring = await load();
        const sealer = new Sealer(ring, randomBytes);
        const finding = ok('key', `${source} can be used (key ${sealer.currentKeyId}).`);
        return { sealer, macs: new RowMacs(ring), finding };
    }
    catch (error) {
        return { sealer: undefined, finding: unusable(error, path) };
    }
}
function none(what) {
    return { sealer: undefined, finding: ok('key', what) };
}
function unusable(error, path) {
    if (error instanceof KeyError || error instanceof TamperedStoreError) {
        const [what = error.message, ...advice] = error.message.split(/(?<=\.) /);
        return fail('key', what, advice.join(' '));
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('key', `The key file ${path} cannot be read (${code}).`, 'Run the program as the user who owns the file, or set CREDENTIALS_KEY.');
}
