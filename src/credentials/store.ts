import type { Clock } from '../clock.js';
import type { CredentialsDatabase } from '../database/database.js';
import type { Sealer } from '../sealing/seal.js';

/** Dependencies of every operation in this room. */
export interface Store {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Makes a random UUID. */
  readonly newId: () => string;
}
