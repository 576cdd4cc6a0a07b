import { randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { readPrivately } from '../../sealing/private-files.js';
import { KEY_BYTES } from '../../sealing/keys.js';
import { SealError, wrapPrefix } from '../../sealing/seal.js';
import { recordOf, textField } from '../../text/json.js';
import { UnreadableIndexError } from './index-file.js';
/**
 * The key of an index's file, from the file beside it, where it is sealed as credentials are: a new configured key seals it
 * again, and the index stays readable. Made if there is none. Throws {@link UnreadableIndexError} if no configured key opens it.
 */
export async function openFileKey(indexPath, { sealer, randomBytes: bytes }) {
    const path = keyPath(indexPath);
    const identity = { stream: `search index ${basename(indexPath)}`, version: 1, field: 'key' };
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
        const key = Buffer.from(bytes(KEY_BYTES)).toString('hex');
        await writeKeyFile(path, sealer.seal(key, identity), 'create');
    }
    const sealed = readKeyFile(path);
    try {
        const key = sealer.open(sealed, identity);
        if (!sealed.wrappedKey.startsWith(wrapPrefix(sealer.currentKeyId))) {
            await writeKeyFile(path, { ...sealed, wrappedKey: sealer.rewrap(sealed.wrappedKey, identity) }, 'replace');
        }
        return key;
    }
    catch (error) {
        throw error instanceof SealError ? new UnreadableIndexError('unreadable', { cause: error }) : error;
    }
}
/** True if there was one. */
export async function deleteFileKey(indexPath) {
    const path = keyPath(indexPath);
    const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    await rm(path, { force: true });
    return isThere;
}
function keyPath(indexPath) {
    return indexPath.replace(/\.db$/, '.key');
}
function readKeyFile(path) {
    const text = readPrivately(path, 'The key of an index');
    try {
        const value = recordOf(JSON.parse(text));
        return {
            wrappedKey: textField(value, 'wrappedKey') ?? '',
            ciphertext: textField(value, 'ciphertext') ?? '',
        };
    }
    catch (error) {
        throw new UnreadableIndexError('unreadable', { cause: error });
    }
}
/** Appears whole or not at all; of several processes that create it at once, one wins. */
async function writeKeyFile(path, sealed, mode) {
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    const file = await open(temporary, 'wx', 0o600);
    try {
        await file.chmod(0o600);
        await file.writeFile(JSON.stringify(sealed));
        await file.sync();
    }
    finally {
        await file.close();
    }
    if (mode === 'replace') {
        await rename(temporary, path);
        return;
    }
    try {
        await link(temporary, path);
    }
    catch (error) {
        if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
            throw error;
        }
    }
    finally {
        await rm(temporary);
    }
}
