import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../config/settings/storage-settings.js';
import { checkClock } from './checks/check-clock.js';
import { checkConfiguration } from './checks/check-configuration.js';
import { checkConnections } from './checks/check-connections.js';
import { checkDatabase } from './checks/check-database.js';
import { checkEmbeddings } from './checks/check-embeddings.js';
import { checkFiles } from './checks/check-files.js';
import { checkFolder } from './checks/check-folder.js';
import { checkKey } from './checks/check-key.js';
import { checkNode } from './checks/check-node.js';
import { checkOauthClient } from './checks/check-oauth-client.js';
import { checkPostgres } from './checks/check-postgres.js';
import { checkReach } from './checks/check-reach.js';
import { checkRedis } from './checks/check-redis.js';
import { checkRedirect } from './checks/check-redirect.js';
import { checkRows } from './checks/check-rows.js';
import { checkSearchIndex } from './checks/check-search-index.js';
import { checkSeals } from './checks/check-seals.js';
import { checkToken, givenTokenRefused } from './checks/check-token.js';
import { checkReachability } from './notion-reach.js';
import { ok } from './finding.js';
/** Runs all checks, from the machine to Notion, and changes nothing. `problems`: all problems of the settings. */
export async function* runChecks(config, problems, nodeVersion) {
    const { apiUrl, purpose, token, storage, redis, oauth, publicUrl, searchIndex, embeddings } = config;
    yield checkNode(nodeVersion);
    yield* checkConfiguration(purpose, problems);
    const reach = await checkReachability(apiUrl);
    yield checkReach(reach, apiUrl);
    yield checkClock(reach.kind === 'answered' ? reach.skewMilliseconds : undefined);
    if (redis !== undefined) {
        yield await checkRedis(redis);
    }
    const isReachable = reach.kind === 'answered' && reach.isNotion;
    if (searchIndex !== undefined) {
        yield checkSearchIndex(searchIndex);
    }
    if (embeddings !== undefined) {
        yield* checkEmbeddings(embeddings);
    }
    if (purpose === 'token') {
        if (token !== undefined && isReachable) {
            yield* await checkToken({ token, name: 'NOTION_TOKEN', refused: givenTokenRefused }, apiUrl);
        }
        return;
    }
    if (oauth !== undefined) {
        yield checkRedirect(purpose === 'spaces' ? publicUrl : undefined);
        if (isReachable) {
            yield await checkOauthClient(oauth, apiUrl);
        }
    }
    if (storage !== undefined) {
        yield* checkStore(storage, { apiUrl, isReachable, canRenew: oauth !== undefined });
    }
}
async function* checkStore(storage, notion) {
    const path = join(storage.folder, DATABASE_FILE);
    if (storage.postgres === undefined) {
        yield checkFolder(storage.folder, path);
        yield* checkFiles(storage.folder, storage.external === undefined && storage.keys.length === 0);
    }
    // A wrapped key is in the database, and is checked after it.
    const isWrapped = storage.external?.kind === 'kms';
    let key = await checkKey(storage);
    if (!isWrapped) {
        yield key.finding;
    }
    if (storage.postgres === undefined && !existsSync(path)) {
        yield ok('database', `No database yet; the first connect creates ${path}.`);
        return;
    }
    const { database, finding: found } = storage.postgres === undefined ? await checkDatabase(path) : await checkPostgres(storage.postgres);
    yield found;
    try {
        if (isWrapped && database !== undefined) {
            key = await checkKey(storage, database.queries);
            yield key.finding;
        }
        const { sealer, macs } = key;
        if (database !== undefined && found.status === 'ok' && sealer !== undefined && macs !== undefined) {
            yield await checkSeals(database.queries, sealer);
            yield await checkRows(database.queries, macs);
            yield* checkConnections({ queries: database.queries, sealer, ...notion });
        }
    }
    finally {
        await database?.close();
    }
}
