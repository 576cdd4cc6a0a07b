import { existsSync } from 'node:fs';
import type { ConnectionObserver } from '../../credentials/credentials.js';
import { indexFolder } from '../../config/settings/search-index-settings.js';
import type { StorageSettings } from '../../config/settings/storage-settings.js';
import type { ConnectionId } from '../../ids.js';
import type { Sealer } from '../../sealing/seal.js';
import { describeError, type Log } from '../../telemetry/log/log.js';

/** Connections that are remembered as ended: calls that were under way then may last some minutes. */
const MAX_REMEMBERED = 10_000;

type EndListener = (id: ConnectionId) => Promise<void>;

/** Forgets what was indexed through a connection when that is disconnected, whoever does it and wherever. */
export class EndedIndexes {
  readonly #storage: StorageSettings;
  readonly #sealer: Sealer;
  readonly #log: Pick<Log, 'error'>;
  readonly #listeners: EndListener[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #ended = new Set<ConnectionId>();

  constructor(storage: StorageSettings, sealer: Sealer, log: Pick<Log, 'error'>) {
    this.#storage = storage;
    this.#sealer = sealer;
    this.#log = log;
  }

  /** Called before the index is purged: what this process does with it has to end. */
  onEnd(listener: EndListener): void {
    this.#listeners.push(listener);
  }

  /** Whether the connection was disconnected here: a call that began before must not begin an index of it again. */
  hasEnded(id: ConnectionId): boolean {
    return this.#ended.has(id);
  }

  /** The same observer, which also tells this. */
  observing(observer: ConnectionObserver): ConnectionObserver {
    return {
      onConnected: (connection, by) => {
        observer.onConnected(connection, by);
        this.#ended.delete(connection.id);
      },
      onDisconnected: (spaceId, id, by) => {
        this.#remember(id);
        observer.onDisconnected(spaceId, id, by);
        const purge = this.#purge(id)
          .catch((error: unknown) =>
            this.#log.error(
              'the search index of a disconnected workspace could not be deleted',
              describeError(error),
            ),
          )
          .finally(() => this.#running.delete(purge));
        this.#running.add(purge);
      },
    };
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #remember(id: ConnectionId): void {
    this.#ended.add(id);
    const [oldest] = this.#ended;
    if (this.#ended.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#ended.delete(oldest);
    }
  }

  async #purge(id: ConnectionId): Promise<void> {
    for (const listener of this.#listeners) {
      await listener(id);
    }
    if (existsSync(indexFolder(this.#storage)) || this.#storage.postgres !== undefined) {
      const { openIndexes } = await import('./open-indexes.js');
      const indexes = await openIndexes({ storage: this.#storage }, this.#sealer);
      try {
        await indexes.purge(id);
      } finally {
        await indexes.close();
      }
    }
  }
}
