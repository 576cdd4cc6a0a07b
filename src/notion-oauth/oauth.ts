import { Client, LogLevel } from '@notionhq/client';
import * as z from 'zod';
import { observeAttempt } from '../telemetry/notion-request.js';
import { NOTION_VERSION } from '../notion/client/notion-client.js';
import { httpFetch } from '../notion/client/http-fetch.js';
import { OauthFailure, oauthFailureFrom } from './oauth-failure.js';
import type { EndpointTemplate } from '../notion/session.js';

/** Milliseconds per request. A short timeout loses a pair that Notion has already issued. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** Largest response of these endpoints, in bytes: a token pair with the name and the picture of a workspace. */
const MAX_OAUTH_RESPONSE_BYTES = 1_048_576;
/** Where people consent if no other API address is set. */
const NOTION_API = 'https://api.notion.com';
const TOKEN: EndpointTemplate = 'POST /v1/oauth/token';
const INTROSPECT: EndpointTemplate = 'POST /v1/oauth/introspect';
const REVOKE: EndpointTemplate = 'POST /v1/oauth/revoke';

/** This server as a client of Notion's OAuth. */
interface OauthClientOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Address of the REST API without `/v1`; Notion's if absent. */
  readonly apiUrl?: string | undefined;
  readonly timeoutMilliseconds?: number;
  /** The current time; the system clock by default. */
  readonly now?: () => Date;
}

/** The tokens of an authorization. */
interface OauthPair {
  readonly accessToken: string;
  /** Null if Notion issued none: then nothing can be refreshed. */
  readonly refreshToken: string | null;
  /** Notion sends no expiry so far. Honoured if `expires_in` is ever sent. */
  readonly accessExpiresAt: Date | null;
}

/** The result of a consent. */
interface OauthGrant {
  /** Notion's id of the authorization. */
  readonly botId: string;
  readonly workspace: {
    readonly id: string;
    readonly name: string | null;
    readonly icon: string | null;
  };
  /** Null if the workspace itself is the owner, or if Notion returns only the id. */
  readonly owner: { readonly userId: string | null; readonly name: string | null };
  readonly pair: OauthPair;
}

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
  readonly #options: OauthClientOptions;

  constructor(options: OauthClientOptions) {
    this.#options = options;
  }

  /** The address to send a person to. */
  authorizeUrl(request: { readonly redirectUri: string; readonly state: string }): string {
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
  async exchange(code: string, redirectUri: string, signal: AbortSignal): Promise<OauthGrant> {
    const answer = await this.#send(TOKEN, signal, grantResponse, (client, credentials) =>
      client.oauth.token({
        ...credentials,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      }),
    );
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
  async refresh(refreshToken: string, signal: AbortSignal): Promise<OauthPair> {
    const answer = await this.#send(TOKEN, signal, tokenResponse, (client, credentials) =>
      client.oauth.token({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken }),
    );
    return this.#pair(answer);
  }

  /** Whether Notion accepts the token. */
  async introspect(token: string, signal: AbortSignal): Promise<boolean> {
    const { active } = await this.#send(
      INTROSPECT,
      signal,
      z.object({ active: z.boolean() }),
      (client, credentials) => client.oauth.introspect({ ...credentials, token }),
    );
    return active;
  }

  /** Revokes the token at Notion. */
  async revoke(token: string, signal: AbortSignal): Promise<void> {
    await this.#send(REVOKE, signal, z.object({}), (client, credentials) =>
      client.oauth.revoke({ ...credentials, token }),
    );
  }

  async #send<Answer>(
    endpoint: EndpointTemplate,
    caller: AbortSignal,
    schema: z.ZodType<Answer>,
    send: (client: Client, credentials: { client_id: string; client_secret: string }) => Promise<unknown>,
  ): Promise<Answer> {
    const { clientId, clientSecret, apiUrl, timeoutMilliseconds = DEFAULT_TIMEOUT_MS } = this.#options;
    const signal = AbortSignal.any([caller, AbortSignal.timeout(timeoutMilliseconds)]);
    const attempt = { endpoint, apiUrl: apiUrl ?? NOTION_API, resendCount: 0, retryCause: undefined };
    const answer = await observeAttempt(
      attempt,
      async ({ responded }) => {
        const client = new Client({
          notionVersion: NOTION_VERSION,
          ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
          // The library would repeat a refresh that Notion has already processed: callers decide what to retry.
          retry: false,
          // Never reached: the signal aborts the request before the library's own timer would.
          timeoutMs: 2 * timeoutMilliseconds,
          logLevel: LogLevel.ERROR,
          // The library logs Notion's error messages, which may echo a token.
          logger: () => {},
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
        } catch (error) {
          throw oauthFailureFrom(error, this.#now());
        }
      },
      (error) => ({
        kind: 'network',
        status: error instanceof OauthFailure ? error.status : undefined,
        requestId: undefined,
        cancelled: caller.aborted,
      }),
    );
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new OauthFailure('transient', { status: 200 });
    }
    return parsed.data;
  }

  #pair(answer: z.output<typeof tokenResponse>): OauthPair {
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = answer;
    return {
      accessToken,
      refreshToken: refreshToken ?? null,
      accessExpiresAt: seconds === undefined ? null : new Date(this.#now().getTime() + seconds * 1000),
    };
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}
