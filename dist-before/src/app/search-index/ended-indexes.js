import { existsSync } from 'node:fs';
import { indexFolder } from '../../config/settings/search-index-settings.js';
import { describeError } from '../../telemetry/log/log.js';
/** Connections that are remembered as ended: calls that were under way then may last some minutes. */
const MAX_REMEMBERED = 10_000;
/** Forgets what was indexed through a connection when that is disconnected, whoever does it and wherever. */
export class EndedIndexes {
    #storage;
    #sealer;
    #log;
    #listeners = [];
    #running = new Set();
    #ended = new Set();
    constructor(storage, sealer, log) {
        this.#storage = storage;
        this.#sealer = sealer;
        this.#log = log;
    }
    /** Called before the index is purged: what this process does with it has to end. */
    onEnd(listener) {
        this.#listeners.push(listener);
    }
    /** Whether the connection was disconnected here: a call that began before must not begin an index of it again. */
    hasEnded(id) {
        return this.#ended.has(id);
    }
    /** The same observer, which also tells this. */
    observing(observer) {
        return {
            onConnected: (connection, by) => {
                observer.onConnected(connection, by);
                this.#ended.delete(connection.id);
            },
            onDisconnected: (spaceId, id, by) => {
                this.#remember(id);
                observer.onDisconnected(spaceId, id, by);
                const purge = this.#purge(id)
                    .catch((error) => this.#log.error('the search index of a disconnected workspace could not be deleted', describeError(error)))
                    .finally(() => this.#running.delete(purge));
                this.#running.add(purge);
            },
        };
    }
    /** Resolves when nothing is under way. */
    async settled() {
        await Promise.all(this.#running);
    }
    #remember(id) {
        this.#ended.add(id);
        const [oldest] = this.#ended;
        if (this.#ended.size > MAX_REMEMBERED && oldest !== undefined) {
            this.#ended.delete(oldest);
        }
    }
    async #purge(id) {
        for (const listener of this.#listeners) {
            await listener(id);
        }
        if (existsSync(indexFolder(this.#storage)) || this.#storage.postgres !== undefined) {
            const { openIndexes } = await import('./open-indexes.js');
            const indexes = await openIndexes({ storage: this.#storage }, this.#sealer);
            try {
                await indexes.purge(id);
            }
            finally {
                await indexes.close();
            }
        }
    }
}
