import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../clock.js';
import type { SearchIndexSettings } from '../../config/settings/search-index-settings.js';
import { tokenKeyring } from '../../search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../search-index/sqlite/sqlite-indexes.js';
import type { SearchIndexes } from '../../search-index/search-index.js';
import { Sealer } from '../../sealing/seal.js';
import type { Log } from '../../telemetry/log/log.js';
import { ConnectionIndexes } from './connection-indexes.js';

/** Below the data folder. */
const FOLDER = 'search-index';

/** The indexes in files, sealed with the keys of the store or of a token. */
export function openIndexes(
  { storage }: Pick<SearchIndexSettings, 'storage'>,
  sealedBy: Sealer | { readonly token: string },
): SearchIndexes {
  return openSqliteIndexes({
    folder: join(storage.folder, FOLDER),
    sealer: 'token' in sealedBy ? new Sealer(tokenKeyring(sealedBy.token), randomBytes) : sealedBy,
    clock: systemClock,
    randomBytes,
  });
}

/** The same, for connections that are crawled. */
export function openConnectionIndexes(
  settings: SearchIndexSettings,
  sealedBy: Parameters<typeof openIndexes>[1],
  log: Log,
): ConnectionIndexes {
  return new ConnectionIndexes({ indexes: openIndexes(settings, sealedBy), settings, log });
}
