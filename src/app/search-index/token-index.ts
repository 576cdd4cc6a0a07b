import type { SearchIndexSettings } from '../../config/settings/search-index-settings.js';
import type { IndexReach } from '../../search-index/reach.js';
import type { TextIndex } from '../../search-index/text-index.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import type { ConnectionIndexes, IndexedConnection } from './connection-indexes.js';

/** The index of the one connection of a given token. */
export interface TokenIndex {
  /** Undefined where it cannot be opened: searches are as without one then. */
  open(): Promise<TextIndex | undefined>;
  report(ids: readonly string[]): Promise<void>;
  reaches(): Promise<readonly IndexReach[]>;
  close(): Promise<void>;
}

/** Opens the index and crawls for it. What that takes is loaded now: a server without an index must not pay for it. */
export function tokenIndex(
  settings: SearchIndexSettings,
  connection: IndexedConnection & { readonly token: string },
  log: Log,
): TokenIndex {
  const { authorization, token } = connection;
  const begin = async (): Promise<ConnectionIndexes> => {
    const { openConnectionIndexes } = await import('./open-indexes.js');
    return openConnectionIndexes(settings, { token }, log);
  };
  const indexes = begin();
  const opened = indexes.then((all) => all.of(connection));
  opened.catch((error: unknown) => log.error('the search index cannot be opened', describeError(error)));
  return {
    // Asked each time: its file may have been deleted or damaged meanwhile.
    open: () => indexes.then((all) => all.of(connection)).catch(() => undefined),
    report: async (ids) => {
      // A change is made whether or not the index can be told; it finds out by itself.
      await indexes.then((all) => all.report([authorization], ids)).catch(() => {});
    },
    reaches: async () => (await indexes).reaches(),
    close: async () => {
      await opened.catch(() => {});
      await indexes.then((all) => all.close()).catch(() => {});
    },
  };
}
