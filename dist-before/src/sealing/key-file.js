import { lstatSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEY_BYTES, KeyError, parseKey, sealingKey, } from './keys.js';
import { createFolder, OWNER_ONLY, readPrivately, UnsafeFileError } from './private-files.js';
/**
 * The keys of a file, one base64 key a line, the current one first. Creates the file with a fresh key (mode 600) if
 * there is none; of several processes that do so at once, one wins and the others read its key. Refuses a file that
 * others may read. A key added at the top later is used without a restart.
 */
export async function loadOrCreateKeyFile(path, randomBytes) {
    await refused(() => createFolder(dirname(path)));
    await createKeyFile(path, randomBytes);
    return openKeyFile(path);
}
/** The keys of an existing file. Throws a {@link KeyError}, or the file system's error, if they cannot be used. */
export function openKeyFile(path, privacy = OWNER_ONLY) {
    const ring = new KeyFileRing(path, privacy);
    ring.current();
    return ring;
}
/** Adds a fresh key at the top of the file: it seals from now on, and the earlier ones still open. */
export async function addKeyToFile(path, randomBytes) {
    const bytes = randomBytes(KEY_BYTES);
    const temporary = await writeBeside(path, [encode(bytes), ...readLines(path)], randomBytes);
    await rename(temporary, path);
    await syncFolder(path);
    return sealingKey(bytes);
}
/** Removes the keys that are neither current nor among `inUse`, and returns their ids. */
export async function dropUnusedKeys(path, inUse, randomBytes) {
    const keys = readLines(path).map((line) => ({ line, id: parseKey(line, path).id }));
    const kept = keys.filter(({ id }, index) => index === 0 || inUse.has(id));
    if (kept.length < keys.length) {
        const temporary = await writeBeside(path, kept.map(({ line }) => line), randomBytes);
        await rename(temporary, path);
        await syncFolder(path);
    }
    return keys.filter((key) => !kept.includes(key)).map(({ id }) => id);
}
/** Reads the file again when it may have changed: before sealing, and for an unknown key. */
class KeyFileRing {
    #path;
    #privacy;
    #keys;
    constructor(path, privacy) {
        this.#path = path;
        this.#privacy = privacy;
        this.#keys = readKeys(path, privacy);
    }
    current() {
        this.#keys = readKeys(this.#path, this.#privacy);
        const [first] = this.#keys;
        if (first === undefined) {
            throw new KeyError(`The key file ${this.#path} holds no key. Restore it, or the connections it sealed are lost.`);
        }
        return first;
    }
    find(id) {
        const known = this.#keys.find((key) => key.id === id);
        if (known === undefined) {
            this.#keys = readKeys(this.#path, this.#privacy);
        }
        return known ?? this.#keys.find((key) => key.id === id);
    }
}
/** `link` either makes the whole, synced file appear under its name or fails because another process was first. */
async function createKeyFile(path, randomBytes) {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
        return;
    }
    const temporary = await writeBeside(path, [encode(randomBytes(KEY_BYTES))], randomBytes);
    try {
        await link(temporary, path);
    }
    catch (error) {
        if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
            throw new KeyError(`The key file ${path} cannot be created. Set CREDENTIALS_KEY instead.`, {
                cause: error,
            });
        }
    }
    finally {
        await rm(temporary);
    }
    await syncFolder(path);
}
async function writeBeside(path, lines, randomBytes) {
    const temporary = `${path}.${Buffer.from(randomBytes(6)).toString('hex')}`;
    const file = await open(temporary, 'wx', 0o600);
    try {
        // A umask may have removed permissions of the owner as well.
        await file.chmod(0o600);
        await file.writeFile(lines.map((line) => `${line}\n`).join(''));
        await file.sync();
    }
    finally {
        await file.close();
    }
    return temporary;
}
/**
 * Syncs the folder, so that the file's name is as durable as its content. Windows has no such operation and needs none.
 */
async function syncFolder(path) {
    if (process.platform === 'win32') {
        return;
    }
    const folder = await open(dirname(path), 'r');
    try {
        await folder.sync();
    }
    finally {
        await folder.close();
    }
}
function readKeys(path, privacy) {
    return readLines(path, privacy).map((line) => parseKey(line, `A line of the key file ${path}`));
}
function readLines(path, privacy = OWNER_ONLY) {
    try {
        return readPrivately(path, 'The key file', privacy).split(/\r?\n/).filter(Boolean);
    }
    catch (error) {
        throw asKeyError(error);
    }
}
async function refused(work) {
    try {
        return await work();
    }
    catch (error) {
        throw asKeyError(error);
    }
}
function asKeyError(error) {
    return error instanceof UnsafeFileError ? new KeyError(error.message, { cause: error }) : error;
}
function encode(key) {
    return Buffer.from(key).toString('base64');
}
