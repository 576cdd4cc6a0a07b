import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.js';
import { indexFolder } from '../../config/settings/search-index-settings.js';
import { tokenKeyring } from '../../search-index/sqlite/index-keys.js';
import { openThreadedIndexes } from '../../search-index/thread/threaded-indexes.js';
import { Sealer } from '../../sealing/seal.js';
import { ConnectionIndexes } from './connection-indexes.js';
/** The indexes, sealed with the keys of the store or of a token. */
export async function openIndexes({ storage }, sealedBy) {
    if (storage.postgres !== undefined) {
        const { openPostgresIndexes } = await import('../../search-index/postgres/postgres-indexes.js');
        return openPostgresIndexes({ database: storage.postgres, clock: systemClock });
    }
    return openThreadedIndexes({
        folder: indexFolder(storage),
        sealer: 'token' in sealedBy ? new Sealer(tokenKeyring(sealedBy.token), randomBytes) : sealedBy,
        clock: systemClock,
        randomBytes,
    });
}
/** The same, for connections that are crawled. */
export async function openConnectionIndexes(settings, sealedBy, log) {
    return new ConnectionIndexes({ indexes: await openIndexes(settings, sealedBy), settings, log });
}
