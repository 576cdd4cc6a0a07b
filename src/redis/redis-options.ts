import type { RedisOptions } from 'ioredis';
import { backoffMs } from '../backoff.js';
import type { RedisSettings } from '../config/settings/redis-settings.js';

/** What all keys and channels of this program begin with: others may use the same Redis. */
export const PREFIX = 'notion-rest-mcp:';

const STANDARD_PORT = 6379;
/** Milliseconds that a new connection may take. */
const CONNECT_WITHIN = 2000;
/** Milliseconds that a connection at its end may take to close. */
const DISCONNECT_WITHIN = 500;
/** Milliseconds between two tries to connect, at most. */
const LONGEST_PAUSE = 1000;

/** The settings as the driver takes them. Nothing waits for a connection, and nothing is sent twice. */
export function redisOptions({ url }: RedisSettings): RedisOptions {
  const { hostname, port, username, password, protocol } = new URL(url);
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? STANDARD_PORT : Number(port),
    db: databaseOf(url),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    // The certificate is verified, as Node does it by default.
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    keyPrefix: PREFIX,
    connectionName: 'notion-rest-mcp',
    connectTimeout: CONNECT_WITHIN,
    disconnectTimeout: DISCONNECT_WITHIN,
    keepAlive: 10_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => backoffMs(attempt, 50, LONGEST_PAUSE),
  };
}

/** Channels are common to all databases of a Redis; two installations told apart by the number must not hear each other. */
export function channelName(settings: RedisSettings, channel: string): string {
  return `${PREFIX}${databaseOf(settings.url)}:${channel}`;
}

/** For the log and for people: never the user or the password. */
export function redisAddress({ url }: RedisSettings): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port === '' ? STANDARD_PORT : port}`;
}

function databaseOf(url: string): number {
  return Number(new URL(url).pathname.slice(1));
}
