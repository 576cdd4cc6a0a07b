import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/clock.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { openPostgresIndexes } from '../../src/search-index/postgres/postgres-indexes.js';
import type { SearchIndexes } from '../../src/search-index/search-index.js';
import { tokenKeyring } from '../../src/search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../src/search-index/sqlite/sqlite-indexes.js';
import { Sealer } from '../../src/sealing/seal.js';

/** Whose index the processes of a test build. */
export const AUTHORIZATION = 'token of the test';

/** Where a test's index is, as another process can be told: a folder, or a schema of a database. */
export type IndexPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'schema'; readonly url: string; readonly schema: string };

/** Opens the indexes there. */
export async function openIndexesAt(place: IndexPlace, clock: Clock): Promise<SearchIndexes> {
  return place.kind === 'folder'
    ? openSqliteIndexes({
        folder: place.folder,
        sealer: new Sealer(tokenKeyring(SANDBOX_TOKEN), randomBytes),
        clock,
        randomBytes,
      })
    : openPostgresIndexes({
        database: { url: place.url, connections: 2, timeout: 60_000 },
        clock,
        schema: place.schema,
      });
}
