import { systemClock } from '../../../dist/src/credentials/clock.js';
import { openPostgres } from '../../../dist/src/credentials/postgres.js';
import { openSqlite } from '../../../dist/src/credentials/sqlite.js';

/** Opens the database at a path, or at the URL of a Postgres. */
export function openPlace(place) {
  return place.includes('://')
    ? openPostgres({ url: place, connections: 4, timeout: 5000 }, systemClock)
    : openSqlite(place, systemClock);
}
