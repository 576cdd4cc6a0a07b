import { randomBytes } from 'node:crypto';
import { isObject } from '../../query/json.js';
import { HostedOauthError } from '../http/oauth-error.js';
import { isRegistrable } from './redirect-uri.js';
/** Largest registration. */
export const MAX_REGISTRATION_BYTES = 1_048_576;
const authMethods = ['client_secret_basic', 'client_secret_post', 'none'];
/** The clients that registered (RFC 7591). After their time their record is gone. */
export class RegisteredClients {
    #registrations = new Map();
    /** Reads a registration; gives the answer's body. */
    register(body, now) {
        const metadata = parseMetadata(body);
        const authMethod = readAuthMethod(metadata['token_endpoint_auth_method']);
        const client = {
            id: randomText(16),
            name: typeof metadata['client_name'] === 'string' ? metadata['client_name'] : 'Unnamed client',
            redirectUris: readRedirectUris(metadata['redirect_uris']),
            authMethod,
            secret: authMethod === 'none' ? undefined : randomText(32),
            isDocument: false,
        };
        this.#registrations.set(client.id, { client, at: now });
        return {
            client_id: client.id,
            redirect_uris: client.redirectUris,
            client_name: client.name,
            grant_types: listOr(metadata['grant_types'], ['authorization_code', 'refresh_token']),
            response_types: listOr(metadata['response_types'], ['code']),
            token_endpoint_auth_method: authMethod,
            client_id_issued_at: Math.floor(now / 1000),
            ...(client.secret !== undefined && { client_secret: client.secret, client_secret_expires_at: 0 }),
        };
    }
    /** The client, unless its record has expired. */
    find(id, now, lifetimeMs) {
        const registration = this.#registrations.get(id);
        return registration !== undefined && now < registration.at + lifetimeMs ? registration.client : undefined;
    }
    /** Loses every record. */
    forget() {
        this.#registrations.clear();
    }
}
function parseMetadata(body) {
    try {
        const metadata = JSON.parse(body);
        if (isObject(metadata)) {
            return metadata;
        }
    }
    catch {
        // Reported below.
    }
    throw new HostedOauthError('invalid_request', 'The request body must be a JSON object.');
}
function readRedirectUris(value) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isRegistrable)) {
        throw new HostedOauthError('invalid_client_metadata', 'redirect_uris must be a list of https addresses or http addresses of this machine.');
    }
    return value;
}
function readAuthMethod(value) {
    const method = authMethods.find((each) => each === (value ?? 'client_secret_basic'));
    if (method === undefined) {
        throw new HostedOauthError('invalid_client_metadata', 'Unsupported token_endpoint_auth_method.');
    }
    return method;
}
function listOr(value, standard) {
    return Array.isArray(value) ? value : standard;
}
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Base64url letters, as many as asked for. */
export function randomText(length) {
    return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
