/** For one process and one flow: the loopback connect, which ends with its process. */
export class MemoryStateStore {
    #entries = new Map();
    put(stateHash, pending, expiresAt) {
        this.#entries.set(stateHash, { pending, expiresAt });
        return Promise.resolve();
    }
    isPending(stateHash, now) {
        return Promise.resolve(this.#find(stateHash, now) !== undefined);
    }
    find(stateHash, now) {
        return Promise.resolve(this.#find(stateHash, now));
    }
    end(stateHash, now) {
        const entry = this.#find(stateHash, now);
        this.#entries.delete(stateHash);
        return Promise.resolve(entry?.pending);
    }
    bind(stateHash, browserHash, now) {
        const entry = this.#find(stateHash, now);
        if (entry !== undefined) {
            entry.browserHash = browserHash;
        }
        return Promise.resolve(entry !== undefined);
    }
    consume(stateHash, browserHash, now) {
        const entry = this.#find(stateHash, now);
        if (entry === undefined) {
            return Promise.resolve({ kind: 'gone' });
        }
        if (entry.browserHash !== browserHash) {
            return Promise.resolve({ kind: 'wrong_browser' });
        }
        this.#entries.delete(stateHash);
        return Promise.resolve({ kind: 'taken', pending: entry.pending });
    }
    #find(stateHash, now) {
        const entry = this.#entries.get(stateHash);
        return entry !== undefined && entry.expiresAt > now ? entry : undefined;
    }
}
