import { ConfigError } from '../config-error.js';
import { isLoopback } from '../../http/host-names.js';
import { settings } from './settings.js';
/**
 * `needsToken`: without a token, anyone who reaches the port could call the tools. With spaces, callers have service
 * keys.
 */
export function httpSettings(read, needsToken) {
    const host = read('host');
    const authToken = read('authToken');
    if (needsToken && authToken === undefined && !isLoopback(host)) {
        throw new ConfigError(`MCP_AUTH_TOKEN is missing, but HOST ${host} can be reached from other machines. Set it (openssl rand -hex 32 generates one), or keep HOST at ${settings.host.defaultValue}.`);
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
