import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock.js';
import { createFolder } from '../../sealing/private-files.js';
import type { Sealer } from '../../sealing/seal.js';
import type { SearchIndex, SearchIndexes } from '../search-index.js';
import { deleteIndexFile, openIndexFile, UnreadableIndexError, type IndexConnection } from './index-file.js';
import { deleteFileKey, openFileKey } from './file-key.js';
import { SqliteIndex } from './sqlite-index.js';

/** Where indexes are kept, and what their keys are sealed with. */
export interface SqliteIndexSettings {
  /** A folder of their own below the data folder. */
  readonly folder: string;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Bytes for new keys. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/** The same where something else has the keys. */
interface KeyedIndexSettings extends Pick<SqliteIndexSettings, 'folder' | 'clock'> {
  /** The key of the file at this path; rejects with an {@link UnreadableIndexError} where none opens it. */
  readonly openKey: (path: string) => Promise<string>;
}

interface OpenIndex {
  readonly index: Promise<SearchIndex>;
  /** Identifies the file on disk: another process may have begun it anew. */
  readonly file: Promise<string>;
}

/** Indexes in files: one for each authorization, each encrypted with a key of its own. */
export function openSqliteIndexes(settings: SqliteIndexSettings): SearchIndexes {
  return openKeyedIndexes({ ...settings, openKey: (path) => openFileKey(path, settings) });
}

/** The same with keys from elsewhere. */
export function openKeyedIndexes(settings: KeyedIndexSettings): SearchIndexes {
  return new SqliteIndexes(settings);
}

class SqliteIndexes implements SearchIndexes {
  readonly #settings: KeyedIndexSettings;
  readonly #open = new Map<string, OpenIndex>();
  /** Whose file was deleted because it could not be read, until there is another. */
  readonly #damaged = new Set<string>();

  constructor(settings: KeyedIndexSettings) {
    this.#settings = settings;
  }

  async open(authorization: string): Promise<SearchIndex> {
    const known = this.#open.get(authorization);
    if (known !== undefined && (await known.file) === fileId(this.#path(authorization))) {
      return known.index;
    }
    await this.#close(authorization);
    const again = this.#open.get(authorization);
    if (again !== undefined) {
      return again.index;
    }
    const forget = (): void => {
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

  async purge(authorization: string): Promise<boolean> {
    await this.#close(authorization);
    return this.#delete(authorization);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((authorization) => this.#close(authorization)));
  }

  async #close(authorization: string): Promise<void> {
    const open = this.#open.get(authorization);
    this.#open.delete(authorization);
    await (await open?.index.catch(() => undefined))?.close();
  }

  async #begin(authorization: string, onClose: () => void): Promise<SearchIndex> {
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

  async #openOrBegin(
    authorization: string,
  ): Promise<{ readonly connection: IndexConnection; readonly begun: SearchIndex['begun'] }> {
    const path = this.#path(authorization);
    const missing = this.#damaged.delete(authorization) ? 'unreadable' : 'new';
    const isNew = fileId(path) === '';
    try {
      const key = await this.#settings.openKey(path);
      return { connection: await openIndexFile(path, key), begun: isNew ? missing : undefined };
    } catch (error) {
      if (!(error instanceof UnreadableIndexError)) {
        throw error;
      }
      await this.#delete(authorization);
      const key = await this.#settings.openKey(path);
      return { connection: await openIndexFile(path, key), begun: isNew ? missing : error.reason };
    }
  }

  async #delete(authorization: string): Promise<boolean> {
    const path = this.#path(authorization);
    // Its key first: without it what is left of the file says nothing.
    const hadKey = await deleteFileKey(path);
    return (await deleteIndexFile(path)) || hadKey;
  }

  /** Names say nothing of whose index it is. */
  #path(authorization: string): string {
    const name = createHash('sha256').update(`search index ${authorization}`).digest('hex').slice(0, 32);
    return join(this.#settings.folder, `${name}.db`);
  }
}

/** '' without a file. */
function fileId(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}
