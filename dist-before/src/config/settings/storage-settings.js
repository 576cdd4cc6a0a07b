import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config-error.js';
import { externalKeys } from './sealing-settings.js';
import { isLoopback } from '../../http/host-names.js';
/** The database in the data folder. */
export const DATABASE_FILE = 'credentials.db';
/** The key file in the data folder. */
export const KEY_FILE = 'credentials.key';
/** Where connections are stored, and the keys if any are given. Throws `ConfigError`. */
export function storageSettings(read) {
    const current = read('credentialsKey');
    const older = read('credentialsOldKeys') ?? [];
    const external = externalKeys(read);
    const hasCurrent = current !== undefined || external !== undefined;
    if (!hasCurrent && older.length > 0) {
        throw new ConfigError('CREDENTIALS_OLD_KEYS needs CREDENTIALS_KEY, the key that replaced them.');
    }
    const postgres = postgresSettings(read);
    if (postgres !== undefined && !hasCurrent) {
        throw new ConfigError('DATABASE_URL needs CREDENTIALS_KEY: all servers that share the database need the same key.');
    }
    return Object.freeze({
        folder: read('dataFolder'),
        ...(postgres === undefined ? {} : { postgres }),
        keys: Object.freeze(current === undefined ? [] : [current, ...older]),
        ...(external === undefined ? {} : { external }),
    });
}
/** The shared database, if any. */
function postgresSettings(read, url = read('databaseUrl')) {
    const connections = read('databaseConnections');
    const timeout = read('databaseTimeout') * 1000;
    return url === undefined ? undefined : Object.freeze({ url, connections, timeout });
}
/** The database selected by these settings. */
export function placeOf({ folder, postgres }) {
    return postgres === undefined
        ? { kind: 'sqlite', path: join(folder, DATABASE_FILE) }
        : { kind: 'postgres', settings: postgres };
}
/** By default from the data folder to the database that is shared. Throws `ConfigError`. */
export function moveSettings(read) {
    const folder = read('dataFolder');
    const from = read('migrateFrom') ?? join(folder, DATABASE_FILE);
    const to = read('migrateTo') ?? read('databaseUrl');
    if (to === undefined) {
        throw new ConfigError('migrate-store needs a database to move to: set DATABASE_URL or --to.');
    }
    const hasKeyFile = read('credentialsKey') === undefined &&
        externalKeys(read) === undefined &&
        existsSync(join(folder, KEY_FILE));
    return { from: placeAt(from, read), to: placeAt(to, read), keyFolder: hasKeyFile ? folder : undefined };
}
function placeAt(text, read) {
    const settings = text.includes('://') ? postgresSettings(read, text) : undefined;
    return settings === undefined ? { kind: 'sqlite', path: text } : { kind: 'postgres', settings };
}
/** Whether a database exists, as far as can be determined without connecting. */
export function hasDatabase({ folder, postgres }) {
    return postgres !== undefined || existsSync(join(folder, DATABASE_FILE));
}
/** A key file is generated for desktops and trials only: a server's key belongs in its configuration, with a backup. */
export function hasKey(storage, publicUrl) {
    const host = URL.canParse(publicUrl ?? '') ? new URL(publicUrl ?? '').hostname : '';
    return (storage.keys.length > 0 ||
        storage.external !== undefined ||
        existsSync(join(storage.folder, KEY_FILE)) ||
        isLoopback(host));
}
