import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { BudgetStore } from '../access/budget-store.js';
import { DailyBudgets } from '../access/daily-budgets.js';
import { KeyUses } from '../access/key-uses.js';
import { serviceKeyObserver } from '../access/key-watch.js';
import { ServiceKeys } from '../access/service-keys.js';
import { AuditStore } from '../audit/audit-store.js';
import { AuditWriter } from '../audit/audit-writer.js';
import { auditedConnections } from '../audit/audited-connections.js';
import { ConfigError } from '../config/config-error.js';
import { placeOf } from '../config/settings/storage-settings.js';
import { tokenEndpointOf } from '../notion-oauth/token-endpoint.js';
import { signExistingRows, TamperedStoreError } from '../credentials/key-rotation/sign-existing-rows.js';
import { systemClock } from '../clock.js';
import { Credentials } from '../credentials/credentials.js';
import { derivedSecret, KeyError } from '../sealing/keys.js';
import { folderProblem } from '../sealing/private-files.js';
import { defaultRefreshLimits } from '../credentials/refresh/refresh.js';
import { Sealer } from '../sealing/seal.js';
import { withMacs } from '../database/with-macs.js';
import { hostedTokenEndpoint } from '../upstream/tokens/hosted-token-endpoint.js';
import { TokenEndpointError } from '../credentials/refresh/token-endpoint.js';
import { OauthClient } from '../notion-oauth/oauth.js';
import { recordForgedRow } from '../telemetry/counters.js';
import { openDatabase } from './open-database.js';
import { openKeyring } from './open-keyring.js';
import { EndedIndexes } from './search-index/ended-indexes.js';
/** Opens the database, creating the data folder, the database in it and the key file on first use. */
export async function openStore({ storage, oauth, apiUrl, log, audit: keeping, }) {
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
    const credentials = new Credentials({ database, sealer, clock: systemClock, newId: randomUUID }, {
        endpoint: client === undefined ? unconfiguredEndpoint : tokenEndpointOf(client),
        hostedEndpoint: hostedTokenEndpoint(systemClock),
        limits: defaultRefreshLimits,
        random: Math.random,
        owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    }, endedIndexes.observing(auditedConnections(audit)));
    return {
        database,
        sealer,
        sharingSecret: derivedSecret(keyring.current(), 'shared cache'),
        confirmationSecret: derivedSecret(keyring.current(), 'confirmation'),
        credentials,
        serviceKeys: new ServiceKeys(database, systemClock, randomBytes, serviceKeyObserver(uses, audit, systemClock)),
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
async function openRows(storage, log) {
    let database;
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
    }
    catch (error) {
        await database?.close();
        throw error instanceof KeyError || error instanceof TamperedStoreError
            ? new ConfigError(error.message, { cause: error })
            : error;
    }
}
/** Counts every read of a row that this server did not write, and logs the first of each row. */
function forgedRowReports(log) {
    return (table, isNew) => {
        recordForgedRow(table);
        if (isNew) {
            log.error('ignored a database row that this server did not write', { table });
        }
    };
}
/** A refresh needs the client id and secret; without them the connection is left unchanged. */
const unconfiguredEndpoint = {
    refresh: () => Promise.reject(new TokenEndpointError('configuration')),
};
