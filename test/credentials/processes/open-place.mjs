import { systemClock } from '../../../dist/src/clock.js';
import { keyringOf, sealingKey } from '../../../dist/src/sealing/keys.js';
import { openPostgres } from '../../../dist/src/database/postgres/postgres.js';
import { openSqlite } from '../../../dist/src/database/sqlite/sqlite.js';
import { withMacs } from '../../../dist/src/database/with-macs.js';

/** Opens the database at a path, or at the URL of a Postgres, with the key that tests seal with. */
export async function openPlace(place) {
  const database = place.includes('://')
    ? await openPostgres({ url: place, connections: 4, timeout: 5000 }, systemClock)
    : await openSqlite(place, systemClock);
  return withMacs(database, keyringOf(sealingKey(Buffer.alloc(32, 7))));
}
