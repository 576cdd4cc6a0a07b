import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import { BudgetStore } from '../access/budget-store.js';
import { DailyBudgets } from '../access/daily-budgets.js';
import { KeyUses } from '../access/key-uses.js';
import { serviceKeyObserver } from '../access/key-watch.js';
import { ServiceKeys } from '../access/service-keys.js';
import { AuditStore } from '../audit/audit-store.js';
import { AuditWriter } from '../audit/audit-writer.js';
import { auditedConnections } from '../audit/audited-connections.js';
import type { AuditSettings } from '../config/settings/audit-settings.js';
import { ConfigError } from '../config/config-error.js';
import type { OauthSettings } from '../config/settings/notion-settings.js';
import { placeOf, type StorageSettings } from '../config/settings/storage-settings.js';
import { tokenEndpointOf } from '../notion-oauth/token-endpoint.js';
import { signExistingRows, TamperedStoreError } from '../credentials/key-rotation/sign-existing-rows.js';
import { systemClock } from '../clock.js';
import { Credentials } from '../credentials/credentials.js';
import type { CredentialsDatabase } from '../database/database.js';
import { SchemaError } from '../database/migrate.js';
import { derivedSecret, KeyError, type Keyring } from '../sealing/keys.js';
import { folderProblem } from '../sealing/private-files.js';
import { defaultRefreshLimits } from '../credentials/refresh/refresh.js';
import type { ForgedRowListener } from '../database/macs/row-macs.js';
import { Sealer } from '../sealing/seal.js';
import { withMacs } from '../database/with-macs.js';
import { hostedTokenEndpoint } from '../upstream/tokens/hosted-token-endpoint.js';
import { TokenEndpointError, type TokenEndpoint } from '../credentials/refresh/token-endpoint.js';
import { OauthClient } from '../notion-oauth/oauth.js';
import { recordForgedRow } from '../telemetry/counters.js';
import type { Log } from '../telemetry/log/log.js';
import { openDatabase } from './open-database.js';
import { openKeyring } from './open-keyring.js';
import { EndedIndexes } from './search-index/ended-indexes.js';

/** The open store of connections and service keys. */
export interface OpenStore {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
  /** Seals values that processes with the same key share outside the store. */
  readonly sharingSecret: KeyObject;
  /** Signs what confirms a change. */
  readonly confirmationSecret: KeyObject;
  readonly credentials: Credentials;
  readonly serviceKeys: ServiceKeys;
  readonly budgets: DailyBudgets;
  readonly audit: AuditWriter;
  readonly auditStore: AuditStore;
  readonly endedIndexes: EndedIndexes;
  /** Absent without the client id and secret of an OAuth connection. */
  readonly oauth: OauthClient | undefined;
  /** Flushes pending writes and closes the database. Failed writes are logged. */
  close(): Promise<void>;
}

export interface StoreSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings | undefined;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Set for a server, which prunes the audit log and logs its progress; commands only append. */
  readonly audit?: Pick<AuditSettings, 'days'> | undefined;
}

/** Opens the database, creating the data folder, the database in it and the key file on first use. */
export async function openStore({
  storage,
  oauth,
  apiUrl,
  log,
  audit: keeping,
}: StoreSettings): Promise<OpenStore> {
  const client = oauth === undefined ? undefined : new OauthClient({ ...oauth, apiUrl });
  const { database, keyring, sealer } = await openRows(storage, log);
  const auditStore = new AuditStore({ database, sealer }, randomBytes);
  const audit = new AuditWriter({
    store: auditStore,
    clock: systemClock,
    log,
    days: keeping?.days,
    logsProgress: keeping !== undefined,
  });
  const uses = new KeyUses(database, systemClock);
  const budgets = new DailyBudgets(new BudgetStore(database), systemClock);
  const endedIndexes = new EndedIndexes(storage, sealer, log);
  const credentials = new Credentials(
    { database, sealer, clock: systemClock, newId: randomUUID },
    {
      endpoint: client === undefined ? unconfiguredEndpoint : tokenEndpointOf(client),
      hostedEndpoint: hostedTokenEndpoint(systemClock),
      limits: defaultRefreshLimits,
      random: Math.random,
      owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    },
    endedIndexes.observing(auditedConnections(audit)),
  );
  return {
    database,
    sealer,
    sharingSecret: derivedSecret(keyring.current(), 'shared cache'),
    confirmationSecret: derivedSecret(keyring.current(), 'confirmation'),
    credentials,
    serviceKeys: new ServiceKeys(
      database,
      systemClock,
      randomBytes,
      serviceKeyObserver(uses, audit, systemClock),
    ),
    budgets,
    audit,
    auditStore,
    endedIndexes,
    oauth: client,
    close: async () => {
      // All are attempted, and the database is closed, even if some fail.
      await Promise.allSettled([uses.flush(), budgets.close(), audit.close(), endedIndexes.settled()]);
      await credentials.close();
    },
  };
}

/** The database with its keys and signed rows. Throws `ConfigError` if it must not be used. */
async function openRows(
  storage: StorageSettings,
  log: Pick<Log, 'error' | 'warn'>,
): Promise<{ readonly database: CredentialsDatabase; readonly keyring: Keyring; readonly sealer: Sealer }> {
  let database: CredentialsDatabase | undefined;
  try {
    database = await openDatabase(placeOf(storage));
    const place = storage.postgres === undefined ? folderProblem(storage.folder) : undefined;
    if (place !== undefined) {
      log.warn(place.message);
    }
    const keyring = await openKeyring(storage, database);
    const sealer = new Sealer(keyring, randomBytes);
    database = withMacs(database, keyring, forgedRowReports(log));
    await signExistingRows(database, sealer, systemClock);
    return { database, keyring, sealer };
  } catch (error) {
    await database?.close();
    throw error instanceof KeyError || error instanceof TamperedStoreError || error instanceof SchemaError
      ? new ConfigError(error.message, { cause: error })
      : error;
  }
}

/** Counts every read of a row that this server did not write, and logs the first of each row. */
function forgedRowReports(log: Pick<Log, 'error'>): ForgedRowListener {
  return (table, isNew) => {
    recordForgedRow(table);
    if (isNew) {
      log.error('ignored a database row that this server did not write', { table });
    }
  };
}

/** A refresh needs the client id and secret; without them the connection is left unchanged. */
const unconfiguredEndpoint: TokenEndpoint = {
  refresh: () => Promise.reject(new TokenEndpointError('configuration')),
};
