import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.js';
import { indexFolder, type SearchIndexSettings } from '../../config/settings/search-index-settings.js';
import { tokenKeyring } from '../../search-index/sqlite/index-keys.js';
import type { SearchIndexes } from '../../search-index/search-index.js';
import { Sealer } from '../../sealing/seal.js';
import type { Log } from '../../telemetry/log/log.js';
import { ConnectionIndexes } from './connection-indexes.js';

/** The indexes, sealed with the keys of the store or of a token. */
export async function openIndexes(
  { storage }: Pick<SearchIndexSettings, 'storage'>,
  sealedBy: Sealer | { readonly token: string },
): Promise<SearchIndexes> {
  if (storage.postgres !== undefined) {
    const { openPostgresIndexes } = await import('../../search-index/postgres/postgres-indexes.js');
    return openPostgresIndexes({ database: storage.postgres, clock: systemClock });
  }
  const { openThreadedIndexes } = await import('../../search-index/thread/threaded-indexes.js');
  return openThreadedIndexes({
    folder: indexFolder(storage),
    sealer: 'token' in sealedBy ? new Sealer(tokenKeyring(sealedBy.token), randomBytes) : sealedBy,
    clock: systemClock,
    randomBytes,
  });
}

/** The same, for connections that are crawled. */
export async function openConnectionIndexes(
  settings: SearchIndexSettings,
  sealedBy: Parameters<typeof openIndexes>[1],
  log: Log,
): Promise<ConnectionIndexes> {
  return new ConnectionIndexes({ indexes: await openIndexes(settings, sealedBy), settings, log });
}
