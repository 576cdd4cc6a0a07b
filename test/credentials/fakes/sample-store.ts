import { randomBytes, randomUUID } from 'node:crypto';
import { Credentials } from '../../../src/credentials/credentials.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { keyringOf, sealingKey, type Keyring } from '../../../src/sealing/keys.js';
import {
  defaultRefreshLimits,
  type RefreshLimits,
  type RefreshOptions,
} from '../../../src/credentials/refresh/refresh.js';
import { Sealer } from '../../../src/sealing/seal.js';
import type { Store } from '../../../src/credentials/store.js';
import type { TokenEndpoint } from '../../../src/credentials/refresh/token-endpoint.js';
import type { Clock } from '../../../src/clock.js';
import { withMacs } from '../../../src/database/with-macs.js';

export const sampleKey = sealingKey(Buffer.alloc(32, 7));

/** The database as a process with the sample key sees it. */
export function sampleMacs(database: CredentialsDatabase): CredentialsDatabase {
  return withMacs(database, keyringOf(sampleKey));
}

export function storeOn(
  database: CredentialsDatabase,
  clock: Clock,
  keyring: Keyring = keyringOf(sampleKey),
): Store {
  return {
    database: withMacs(database, keyring),
    sealer: new Sealer(keyring, randomBytes),
    clock,
    newId: randomUUID,
  };
}

/** One process's view of the database. */
export function credentialsOn(
  store: Store,
  endpoint: TokenEndpoint,
  limits: Partial<RefreshLimits> = {},
  owner = 'process-1',
  hostedEndpoint?: RefreshOptions['hostedEndpoint'],
): Credentials {
  return new Credentials(store, {
    endpoint,
    hostedEndpoint,
    limits: { ...defaultRefreshLimits, ...limits },
    random: () => 0,
    owner,
  });
}
