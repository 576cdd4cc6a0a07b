import { Client, LogLevel } from '@notionhq/client';
import * as z from 'zod';
import { observeAttempt } from '../telemetry/notion-request.js';
import { NOTION_VERSION } from '../notion/client/notion-client.js';
import { httpFetch } from '../notion/client/http-fetch.js';
import { OauthFailure, oauthFailureFrom } from './oauth-failure.js';
/** Milliseconds per request. A short timeout loses a pair that Notion has already issued. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** Largest response of these endpoints, in bytes: a token pair with the name and the picture of a workspace. */
const MAX_OAUTH_RESPONSE_BYTES = 1_048_576;
/** Where people consent if no other API address is set. */
const NOTION_API = 'https://api.notion.com';
const TOKEN = 'POST /v1/oauth/token';
const INTROSPECT = 'POST /v1/oauth/introspect';
const REVOKE = 'POST /v1/oauth/revoke';
/** Characters; Notion's tokens have about fifty. Stored values are kept for long, so they are bounded. */
const MAX_TOKEN_CHARACTERS = 4096;
const MAX_ID_CHARACTERS = 200;
const MAX_NAME_CHARACTERS = 2000;
/** An icon may be a data URL. */
const MAX_ICON_CHARACTERS = 65_536;
const token = z.string().min(1).max(MAX_TOKEN_CHARACTERS);
const id = z.string().min(1).max(MAX_ID_CHARACTERS);
/** Display text is truncated; an identifier that is too long is refused. */
const name = z.string().transform((text) => text.slice(0, MAX_NAME_CHARACTERS));
const icon = z.string().transform((text) => (text.length > MAX_ICON_CHARACTERS ? null : text));
const tokenResponse = z.object({
    access_token: token,
    refresh_token: token.nullish(),
    expires_in: z.number().positive().optional().catch(undefined),
});
const grantResponse = tokenResponse.extend({
    bot_id: id,
    workspace_id: id,
    workspace_name: name.nullish(),
    workspace_icon: icon.nullish(),
    owner: z.object({ user: z.object({ id, name: name.nullish() }).optional() }),
});
/**
 * Notion's OAuth endpoints: a confidential client with Basic authentication; no PKCE, no scopes, no discovery.
 * Every method sends one request, never repeats it, and rejects with an {@link OauthFailure}.
 */
export class OauthClient {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** The address to send a person to. */
    authorizeUrl(request) {
        const url = new URL(`${this.#options.apiUrl ?? NOTION_API}/v1/oauth/authorize`);
        url.search = new URLSearchParams({
            client_id: this.#options.clientId,
            redirect_uri: request.redirectUri,
            response_type: 'code',
            owner: 'user',
            state: request.state,
        }).toString();
        return url.href;
    }
    /** Exchanges an authorization code. `redirectUri` is that of the authorization request. */
    async exchange(code, redirectUri, signal) {
        const answer = await this.#send(TOKEN, signal, grantResponse, (client, credentials) => client.oauth.token({
            ...credentials,
            grant_type: 'authorization_code',
            code,
            redirect_uri: redirectUri,
        }));
        const { user } = answer.owner;
        return {
            botId: answer.bot_id,
            workspace: {
                id: answer.workspace_id,
                name: answer.workspace_name ?? null,
                icon: answer.workspace_icon ?? null,
            },
            owner: { userId: user?.id ?? null, name: user?.name ?? null },
            pair: this.#pair(answer),
        };
    }
    /** Refreshes the pair. The old one is invalid from then on, even if the response never arrives. */
    async refresh(refreshToken, signal) {
        const answer = await this.#send(TOKEN, signal, tokenResponse, (client, credentials) => client.oauth.token({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken }));
        return this.#pair(answer);
    }
    /** Whether Notion accepts the token. */
    async introspect(token, signal) {
        const { active } = await this.#send(INTROSPECT, signal, z.object({ active: z.boolean() }), (client, credentials) => client.oauth.introspect({ ...credentials, token }));
        return active;
    }
    /** Revokes the token at Notion. */
    async revoke(token, signal) {
        await this.#send(REVOKE, signal, z.object({}), (client, credentials) => client.oauth.revoke({ ...credentials, token }));
    }
    async #send(endpoint, caller, schema, send) {
        const { clientId, clientSecret, apiUrl, timeoutMilliseconds = DEFAULT_TIMEOUT_MS } = this.#options;
        const signal = AbortSignal.any([caller, AbortSignal.timeout(timeoutMilliseconds)]);
        const attempt = { endpoint, apiUrl: apiUrl ?? NOTION_API, resendCount: 0, retryCause: undefined };
        const answer = await observeAttempt(attempt, async ({ responded }) => {
            const client = new Client({
                notionVersion: NOTION_VERSION,
                ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
                // The library would repeat a refresh that Notion has already processed: callers decide what to retry.
                retry: false,
                // Never reached: the signal aborts the request before the library's own timer would.
                timeoutMs: 2 * timeoutMilliseconds,
                logLevel: LogLevel.ERROR,
                // The library logs Notion's error messages, which may echo a token.
                logger: () => { },
                fetch: async (url, init) => {
                    // Follows no redirects, so that a secret cannot be sent to another address.
                    const response = await httpFetch(url, init ?? {}, signal, {
                        bytes: MAX_OAUTH_RESPONSE_BYTES,
                    });
                    responded(response.status, response.headers['x-notion-request-id']);
                    return response;
                },
            });
            try {
                return await send(client, { client_id: clientId, client_secret: clientSecret });
            }
            catch (error) {
                throw oauthFailureFrom(error, this.#now());
            }
        }, (error) => ({
            kind: 'network',
            status: error instanceof OauthFailure ? error.status : undefined,
            requestId: undefined,
            cancelled: caller.aborted,
        }));
        const parsed = schema.safeParse(answer);
        if (!parsed.success) {
            throw new OauthFailure('transient', { status: 200 });
        }
        return parsed.data;
    }
    #pair(answer) {
        const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = answer;
        return {
            accessToken,
            refreshToken: refreshToken ?? null,
            accessExpiresAt: seconds === undefined ? null : new Date(this.#now().getTime() + seconds * 1000),
        };
    }
    #now() {
        return this.#options.now?.() ?? new Date();
    }
}
