import { checkConnectSettings } from '../../notion-oauth/settings.js';
import { readAuditSettings } from './audit-settings.js';
import { ConfigError } from '../config-error.js';
import { checkedHosted } from '../hosted-settings.js';
import { hasDatabase, hasKey, storageSettings } from './storage-settings.js';
/** A given token takes precedence; without one stdio uses what `connect` stored. */
export function tokenSettings(read) {
    const token = read('notionToken');
    if (token !== undefined) {
        return Object.freeze({ kind: 'token', token });
    }
    const storage = storageSettings(read);
    if (!hasDatabase(storage)) {
        throw new ConfigError('NOTION_TOKEN is missing. Create a connection at https://www.notion.so/profile/integrations and set NOTION_TOKEN to its token, connect a workspace with: notion-rest-mcp connect, or try: notion-rest-mcp demo.');
    }
    return Object.freeze({
        kind: 'stored',
        storage,
        oauth: optionalOauth(read),
        hosted: hostedOf(read, undefined),
    });
}
/** A token, or everything needed for people to connect. Throws `ConfigError`. */
export function serveSettings(read) {
    const token = read('notionToken');
    if (token !== undefined) {
        return Object.freeze({ kind: 'token', token });
    }
    if (read('notionClientId') === undefined) {
        throw new ConfigError('NOTION_TOKEN is missing. Set it to serve one workspace, or set NOTION_CLIENT_ID, NOTION_CLIENT_SECRET and PUBLIC_URL to let people connect theirs.');
    }
    const oauth = oauthSettings(read);
    const storage = storageSettings(read);
    const publicUrl = read('publicUrl');
    const returnOrigins = read('returnOrigins') ?? [];
    const problem = checkConnectSettings({ ...oauth, publicUrl, hasCredentialsKey: hasKey(storage, publicUrl), returnOrigins }, 'public');
    if (problem !== undefined || publicUrl === undefined) {
        throw new ConfigError(problem ?? 'PUBLIC_URL is missing.');
    }
    return Object.freeze({
        kind: 'spaces',
        storage,
        oauth,
        hosted: hostedOf(read, publicUrl),
        hostedProxy: hostedProxyOf(read),
        publicUrl: publicUrl.replace(/(?<!\/)\/+$/, ''),
        returnOrigins: Object.freeze(returnOrigins),
        audit: readAuditSettings(read),
    });
}
/** Client id and secret. Throws `ConfigError` if one is missing. */
export function oauthSettings(read) {
    const clientId = read('notionClientId');
    const clientSecret = read('notionClientSecret');
    const problem = checkConnectSettings({ clientId, clientSecret, hasCredentialsKey: true }, 'loopback');
    if (problem !== undefined || clientId === undefined || clientSecret === undefined) {
        throw new ConfigError(problem ?? 'NOTION_CLIENT_ID is missing.');
    }
    return Object.freeze({ clientId, clientSecret });
}
/** Needed only to refresh tokens, but validated all the same. */
export function optionalOauth(read) {
    return read('notionClientId') === undefined ? undefined : oauthSettings(read);
}
function hostedProxyOf(read) {
    const tools = read('hostedProxyTools');
    if (!read('hostedProxy')) {
        return undefined;
    }
    if (!read('hosted')) {
        throw new ConfigError('HOSTED_PROXY needs HOSTED=on: without it nobody connects the server that it leads to.');
    }
    return Object.freeze({ tools: tools && Object.freeze(tools) });
}
/** How the hosted server is connected; undefined where that is off. Throws `ConfigError`. */
export function hostedOf(read, publicUrl) {
    if (!read('hosted')) {
        return undefined;
    }
    // One value is accepted, which therefore nobody needs; another one is an error.
    read('hostedTokenAuthMethod');
    const values = {
        serverUrl: read('hostedUrl'),
        clientId: read('hostedClientId'),
        redirectUri: read('hostedRedirectUri'),
        returnBaseUrl: read('hostedReturnBaseUrl'),
        stateTtlMs: read('hostedStateTtl') * 1000,
    };
    return checkedHosted(values, publicUrl);
}
