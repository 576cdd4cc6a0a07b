import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../sealing/private-files.js';
import { deleteIndexFile, openIndexFile, UnreadableIndexError } from './index-file.js';
import { deleteFileKey, openFileKey } from './file-key.js';
import { SqliteIndex } from './sqlite-index.js';
/** Indexes in files: one for each authorization, each encrypted with a key of its own. */
export function openSqliteIndexes(settings) {
    return openKeyedIndexes({ ...settings, openKey: (path) => openFileKey(path, settings) });
}
/** The same with keys from elsewhere. */
export function openKeyedIndexes(settings) {
    return new SqliteIndexes(settings);
}
class SqliteIndexes {
    #settings;
    #open = new Map();
    /** Whose file was deleted because it could not be read, until there is another. */
    #damaged = new Set();
    constructor(settings) {
        this.#settings = settings;
    }
    async open(authorization) {
        const known = this.#open.get(authorization);
        if (known !== undefined && (await known.file) === fileId(this.#path(authorization))) {
            return known.index;
        }
        await this.#close(authorization);
        const again = this.#open.get(authorization);
        if (again !== undefined) {
            return again.index;
        }
        const forget = () => {
            if (this.#open.get(authorization)?.index === index) {
                this.#open.delete(authorization);
            }
        };
        const index = this.#begin(authorization, forget);
        const file = index.then(() => fileId(this.#path(authorization)));
        this.#open.set(authorization, { index, file });
        file.catch(forget);
        return index;
    }
    async purge(authorization) {
        await this.#close(authorization);
        return this.#delete(authorization);
    }
    async close() {
        await Promise.all([...this.#open.keys()].map((authorization) => this.#close(authorization)));
    }
    async #close(authorization) {
        const open = this.#open.get(authorization);
        this.#open.delete(authorization);
        await (await open?.index.catch(() => undefined))?.close();
    }
    async #begin(authorization, onClose) {
        const { folder, clock } = this.#settings;
        await createFolder(folder);
        const { connection, begun } = await this.#openOrBegin(authorization);
        return new SqliteIndex(connection, {
            clock,
            begun,
            onClose,
            onDamage: async () => {
                await this.purge(authorization);
                this.#damaged.add(authorization);
            },
        });
    }
    async #openOrBegin(authorization) {
        const path = this.#path(authorization);
        const missing = this.#damaged.delete(authorization) ? 'unreadable' : 'new';
        const isNew = fileId(path) === '';
        try {
            const key = await this.#settings.openKey(path);
            return { connection: await openIndexFile(path, key), begun: isNew ? missing : undefined };
        }
        catch (error) {
            if (!(error instanceof UnreadableIndexError)) {
                throw error;
            }
            await this.#delete(authorization);
            const key = await this.#settings.openKey(path);
            return { connection: await openIndexFile(path, key), begun: isNew ? missing : error.reason };
        }
    }
    async #delete(authorization) {
        const path = this.#path(authorization);
        // Its key first: without it what is left of the file says nothing.
        const hadKey = await deleteFileKey(path);
        return (await deleteIndexFile(path)) || hadKey;
    }
    /** Names say nothing of whose index it is. */
    #path(authorization) {
        const name = createHash('sha256').update(`search index ${authorization}`).digest('hex').slice(0, 32);
        return join(this.#settings.folder, `${name}.db`);
    }
}
/** '' without a file. */
function fileId(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.dev}:${found.ino}`;
}
