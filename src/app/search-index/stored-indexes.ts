import type { SearchIndexSettings } from '../../config/settings/search-index-settings.js';
import type { TextIndexOf } from '../../connections/connection-registry.js';
import type { LockdownRule } from '../../notion/client/lockdown.js';
import type { ChangeChannel } from '../../notion/cache/workspace-changes.js';
import type { IndexReach } from '../../search-index/reach.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import type { Sealer } from '../../sealing/seal.js';
import type { ConnectionIndexes } from './connection-indexes.js';
import type { EndedIndexes } from './ended-indexes.js';

interface StoredIndexesOptions {
  readonly store: {
    readonly sealer: Sealer;
    readonly endedIndexes: Pick<EndedIndexes, 'onEnd' | 'hasEnded'>;
  };
  readonly changes: ChangeChannel;
  readonly apiUrl: string | undefined;
  readonly lockdown: LockdownRule | undefined;
  readonly log: Log;
}

/** The indexes of stored connections. */
interface StoredIndexes {
  readonly textIndexOf: TextIndexOf;
  reaches(): Promise<readonly IndexReach[]>;
  close(): Promise<void>;
}

/**
 * Each connection has an index of its own, also where two spaces have connected the same workspace as the same person. It is
 * crawled from the first call on, and told what webhooks, other processes and this server's own writes report. Undefined
 * where nothing is indexed.
 */
export async function storedIndexes(
  settings: SearchIndexSettings | undefined,
  { store, changes, apiUrl, lockdown, log }: StoredIndexesOptions,
): Promise<StoredIndexes | undefined> {
  if (settings === undefined) {
    return undefined;
  }
  const { openConnectionIndexes } = await import('./open-indexes.js');
  const indexes: ConnectionIndexes = await openConnectionIndexes(settings, store.sealer, log);
  const workspaces = new Map<string, string>();
  const failed = (error: unknown): void =>
    log.warn('the search index could not be told of changes', describeError(error));
  changes.onChange(({ workspaceId, objectIds }) => {
    const seeing = [...workspaces].filter(([, workspace]) => workspace === workspaceId).map(([id]) => id);
    indexes.report(seeing, objectIds).catch(failed);
  });
  changes.onGap(() => void indexes.suspect().catch(failed));
  store.endedIndexes.onEnd(async (id) => {
    workspaces.delete(id);
    await indexes.purge(id);
  });
  return {
    textIndexOf: ({ id, botId, workspace }, { budget, token }) => {
      if (store.endedIndexes.hasEnded(id)) {
        return () => Promise.resolve(undefined);
      }
      workspaces.set(id, workspace.id);
      const opened = indexes.of({ authorization: id, reader: botId, token, apiUrl, budget, lockdown });
      const found = opened.catch((error: unknown) => {
        log.error('the search index cannot be opened', describeError(error));
        return undefined;
      });
      return () => found;
    },
    reaches: () => indexes.reaches(),
    close: () => indexes.close(),
  };
}
