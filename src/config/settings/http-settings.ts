import { ConfigError } from '../config-error.js';
import type { SettingReader } from './setting-reader.js';
import { isLoopback } from '../../http/host-names.js';
import { settings } from './settings.js';

/** How strictly protocol versions are handled. */
export interface ProtocolSettings {
  /** Serve requests whose header names an older version than their body by their body. */
  readonly lenientHeaders: boolean;
  /** Only versions before 2026, which start with `initialize`. */
  readonly legacyOnly: boolean;
}

/** Where `serve` listens and which clients it accepts. */
export interface HttpSettings {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly authToken: string | undefined;
  /** Host names beyond those that `host` implies. */
  readonly allowedHosts: readonly string[];
  /** Origins beyond those of this machine: host names, or whole origins such as `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Proxies whose `X-Forwarded-For` counts: addresses and networks; those on private addresses if not given. */
  readonly trustedProxies?: readonly string[];
  /** Lenient and both eras if not given. */
  readonly protocol?: ProtocolSettings;
}

/**
 * `needsToken`: without a token, anyone who reaches the port could call the tools. With spaces, callers have service
 * keys.
 */
export function httpSettings(read: SettingReader, needsToken: boolean): HttpSettings {
  const host = read('host');
  const authToken = read('authToken');
  if (needsToken && authToken === undefined && !isLoopback(host)) {
    throw new ConfigError(
      `MCP_AUTH_TOKEN is missing, but HOST ${host} can be reached from other machines. Set it (openssl rand -hex 32 generates one), or keep HOST at ${settings.host.defaultValue}.`,
    );
  }
  const trustedProxies = read('trustedProxies');
  return Object.freeze({
    host,
    port: read('port'),
    authToken,
    allowedHosts: Object.freeze(read('allowedHosts') ?? []),
    allowedOrigins: Object.freeze(read('allowedOrigins') ?? []),
    ...(trustedProxies === undefined ? {} : { trustedProxies: Object.freeze(trustedProxies) }),
    protocol: Object.freeze({
      lenientHeaders: read('lenientProtocolHeaders'),
      legacyOnly: read('legacyProtocolOnly'),
    }),
  });
}
