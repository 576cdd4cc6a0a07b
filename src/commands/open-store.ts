import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ServiceKeys } from '../access/service-keys.js';
import type { OauthSettings } from '../config/notion-settings.js';
import { KEY_FILE, placeOf, type StorageSettings } from '../config/storage-settings.js';
import { tokenEndpointOf } from '../connect/token-endpoint.js';
import { adoptRows } from '../credentials/adopt-rows.js';
import { systemClock } from '../credentials/clock.js';
import { Credentials } from '../credentials/credentials.js';
import type { CredentialsDatabase } from '../credentials/database.js';
import { loadOrCreateKeyFile } from '../credentials/key-file.js';
import { derivedSecret, keyringOf, parseKey, type Keyring } from '../credentials/keys.js';
import { standardLimits } from '../credentials/refresh.js';
import { Sealer } from '../credentials/seal.js';
import { withMacs } from '../credentials/with-macs.js';
import { TokenEndpointError, type TokenEndpoint } from '../credentials/token-endpoint.js';
import { OauthClient } from '../notion/oauth.js';
import type { Log } from '../telemetry/log.js';
import { forgedRowReports } from './forged-row-reports.js';
import { openDatabase } from './open-database.js';

/** The store of connections and service keys, open. */
export interface OpenStore {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
  /** Hides what processes with the same key share outside the store. */
  readonly sharingSecret: KeyObject;
  readonly credentials: Credentials;
  readonly serviceKeys: ServiceKeys;
  /** Absent where the program was not told under which Notion connection people connect. */
  readonly oauth: OauthClient | undefined;
}

export interface StoreSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings | undefined;
  readonly apiUrl: string | undefined;
}

/** Opens the database, making the data folder, the database in it and the key file on first use. */
export async function openStore(
  { storage, oauth, apiUrl }: StoreSettings,
  log: Pick<Log, 'error'>,
): Promise<OpenStore> {
  const client = oauth === undefined ? undefined : new OauthClient({ ...oauth, apiUrl });
  const keyring = await keyringFor(storage);
  const sealer = new Sealer(keyring, randomBytes);
  const database = withMacs(await openDatabase(placeOf(storage)), keyring, forgedRowReports(log));
  try {
    await adoptRows(database, sealer, systemClock);
  } catch (error) {
    await database.close();
    throw error;
  }
  const credentials = new Credentials(
    { database, sealer, clock: systemClock, newId: randomUUID },
    {
      endpoint: client === undefined ? unconfiguredEndpoint : tokenEndpointOf(client),
      limits: standardLimits,
      random: Math.random,
      owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    },
  );
  return {
    database,
    sealer,
    sharingSecret: derivedSecret(keyring.current(), 'shared cache'),
    credentials,
    serviceKeys: new ServiceKeys(database, systemClock, randomBytes),
    oauth: client,
  };
}

function keyringFor(storage: StorageSettings): Promise<Keyring> {
  const [current, ...older] = storage.keys.map((key) => parseKey(key, 'CREDENTIALS_KEY'));
  return current === undefined
    ? loadOrCreateKeyFile(join(storage.folder, KEY_FILE), randomBytes)
    : Promise.resolve(keyringOf(current, older));
}

/** A refresh needs the client id and secret; without them the connection stays as it is. */
const unconfiguredEndpoint: TokenEndpoint = {
  refresh: () => Promise.reject(new TokenEndpointError('configuration')),
};
