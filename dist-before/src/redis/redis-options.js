import { backoffMs } from '../backoff.js';
/** What all keys and channels of this program begin with: others may use the same Redis. */
export const KEY_PREFIX = 'notion-rest-mcp:';
const DEFAULT_PORT = 6379;
/** Milliseconds that a new connection may take. */
const CONNECT_TIMEOUT_MS = 2000;
/** Milliseconds that a connection at its end may take to close. */
const DISCONNECT_TIMEOUT_MS = 500;
/** Milliseconds between two tries to connect, at most. */
const MAX_RECONNECT_DELAY_MS = 1000;
/** The settings as the driver takes them. Nothing waits for a connection, and nothing is sent twice. */
export function redisOptions({ url }) {
    const { hostname, port, username, password, protocol } = new URL(url);
    return {
        host: hostname.replaceAll(/^\[|\]$/g, ''),
        port: port === '' ? DEFAULT_PORT : Number(port),
        db: databaseOf(url),
        ...(username === '' ? {} : { username: decodeURIComponent(username) }),
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
        // The certificate is verified, as Node does it by default.
        ...(protocol === 'rediss:' ? { tls: {} } : {}),
        keyPrefix: KEY_PREFIX,
        connectionName: 'notion-rest-mcp',
        connectTimeout: CONNECT_TIMEOUT_MS,
        disconnectTimeout: DISCONNECT_TIMEOUT_MS,
        keepAlive: 10_000,
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
        autoResubscribe: false,
        maxRetriesPerRequest: 0,
        retryStrategy: (attempt) => backoffMs(attempt, 50, MAX_RECONNECT_DELAY_MS),
    };
}
/** All databases of a Redis share its channels; installations with different numbers must not receive each other's. */
export function channelName(settings, channel) {
    return `${KEY_PREFIX}${databaseOf(settings.url)}:${channel}`;
}
/** For the log and for people: never the user or the password. */
export function redisAddress({ url }) {
    const { hostname, port } = new URL(url);
    return `${hostname}:${port === '' ? DEFAULT_PORT : port}`;
}
function databaseOf(url) {
    return Number(new URL(url).pathname.slice(1));
}
