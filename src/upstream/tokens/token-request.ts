import type {
  AuthorizationServerMetadata,
  exchangeAuthorization,
  OAuthTokens,
  refreshAuthorization,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { retryAfterSecondsOf } from '../../backoff.js';
import type { TokenPair } from '../../credentials/token-pair.js';
import type { HostedGrant } from '../../credentials/hosted-grant.js';
import { upstreamFetch, type UpstreamFetch } from '../upstream-fetch.js';
import { TokenFailure, tokenFailureOf, type SeenAnswer } from './token-failure.js';

/** Characters; stored values are kept for long, so they are bounded. Tokens have three parts joined by colons. */
const MAX_TOKEN_CHARACTERS = 4096;
const token = z.string().min(1).max(MAX_TOKEN_CHARACTERS);
const id = z.string().min(1).max(200).optional().catch(undefined);

const tokenAnswer = z.object({
  access_token: token,
  refresh_token: token.nullish(),
  expires_in: z.number().positive().max(31_536_000).optional().catch(undefined),
  user_id: id,
  workspace_id: id,
});

/** The tokens, and who and where they are for, as far as the answer says. */
export interface IssuedTokens {
  readonly pair: TokenPair;
  readonly userId: string | undefined;
  readonly workspaceId: string | undefined;
}

/** What the SDK is given to send one token request. */
interface TokenRequest {
  readonly metadata: AuthorizationServerMetadata;
  readonly clientInformation: { readonly client_id: string };
  readonly resource: string;
  readonly fetchFn: UpstreamFetch;
}

/** The SDK's functions for one request; the SDK itself is loaded with the first. */
type Sdk = Readonly<{
  exchangeAuthorization: typeof exchangeAuthorization;
  refreshAuthorization: typeof refreshAuthorization;
}>;

/**
 * Sends one request to the token endpoint of a grant, by the SDK: a form with the client id in it and no `Authorization`,
 * which the endpoint refuses beside it. Never repeats it. Rejects with a {@link TokenFailure}.
 */
export async function requestTokens(
  grant: Omit<HostedGrant, 'clientKind'>,
  send: (sdk: Sdk, request: TokenRequest) => Promise<OAuthTokens>,
  options: { readonly signal: AbortSignal; readonly now: Date; readonly fetch?: UpstreamFetch | undefined },
): Promise<IssuedTokens> {
  const { signal, now, fetch = upstreamFetch(new URL(grant.serverUrl)) } = options;
  const sdk = await import('@modelcontextprotocol/client');
  let seen: SeenAnswer | undefined;
  const fetchFn: UpstreamFetch = async (url, init) => {
    const response = await fetch(url, { ...init, signal });
    const text = await response.text();
    seen = {
      status: response.status,
      retryAfterSeconds: retryAfterSecondsOf(response.headers.get('retry-after')),
      body: jsonOf(text),
    };
    return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
  };
  try {
    await send(sdk, {
      metadata: metadataOf(grant),
      clientInformation: { client_id: grant.clientId },
      resource: grant.resource,
      fetchFn,
    });
  } catch (error) {
    if (error instanceof sdk.IssuerMismatchError) {
      throw error;
    }
    throw tokenFailureOf(seen);
  }
  const answer = tokenAnswer.safeParse(seen?.body);
  if (!answer.success) {
    throw new TokenFailure('transient', { status: seen?.status });
  }
  const { access_token, refresh_token, expires_in: seconds, user_id, workspace_id } = answer.data;
  const accessExpiresAt = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000);
  return {
    pair: { accessToken: access_token, refreshToken: refresh_token ?? null, accessExpiresAt },
    userId: user_id,
    workspaceId: workspace_id,
  };
}

/** The metadata as they were when the person signed in: a later document changes nothing for this grant. */
function metadataOf({ issuer, tokenEndpoint }: Omit<HostedGrant, 'clientKind'>): AuthorizationServerMetadata {
  return {
    issuer,
    authorization_endpoint: tokenEndpoint,
    token_endpoint: tokenEndpoint,
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['none'],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
