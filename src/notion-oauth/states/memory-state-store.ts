import type { OauthStateStore, PendingAuthorization, ConsumedState } from './oauth-state-store.js';

interface StateEntry {
  readonly pending: PendingAuthorization;
  readonly expiresAt: Date;
  browserHash?: string;
}

/** For one process and one flow: the loopback connect, which ends with its process. */
export class MemoryStateStore implements OauthStateStore {
  readonly #entries = new Map<string, StateEntry>();

  put(stateHash: string, pending: PendingAuthorization, expiresAt: Date): Promise<void> {
    this.#entries.set(stateHash, { pending, expiresAt });
    return Promise.resolve();
  }

  isPending(stateHash: string, now: Date): Promise<boolean> {
    return Promise.resolve(this.#find(stateHash, now) !== undefined);
  }

  find(
    stateHash: string,
    now: Date,
  ): Promise<{ readonly pending: PendingAuthorization; readonly expiresAt: Date } | undefined> {
    return Promise.resolve(this.#find(stateHash, now));
  }

  end(stateHash: string, now: Date): Promise<PendingAuthorization | undefined> {
    const entry = this.#find(stateHash, now);
    this.#entries.delete(stateHash);
    return Promise.resolve(entry?.pending);
  }

  bind(stateHash: string, browserHash: string, now: Date): Promise<boolean> {
    const entry = this.#find(stateHash, now);
    if (entry !== undefined) {
      entry.browserHash = browserHash;
    }
    return Promise.resolve(entry !== undefined);
  }

  consume(stateHash: string, browserHash: string, now: Date): Promise<ConsumedState> {
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

  #find(stateHash: string, now: Date): StateEntry | undefined {
    const entry = this.#entries.get(stateHash);
    return entry !== undefined && entry.expiresAt > now ? entry : undefined;
  }
}
