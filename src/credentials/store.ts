import type { Clock } from '../clock.js';
import type { CredentialsDatabase } from '../database/database.js';
import type { Sealer } from '../sealing/seal.js';

/** What every operation of this room works with. */
export interface Store {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Makes a random UUID. */
  readonly newId: () => string;
}
