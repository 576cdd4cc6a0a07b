import type { TokenPair } from '../token-pair.js';

/** Port to Notion's token endpoint. */
export interface TokenEndpoint {
  /**
   * Exchanges a refresh token for a new pair; rejects with a {@link TokenEndpointError}. When `signal` aborts, it
   * rejects soon: the last resort against an answer that never comes, because abandoning a request that Notion has
   * already acted on loses the pair.
   */
  refresh(refreshToken: string, signal: AbortSignal): Promise<TokenPair>;
}

/**
 * Why a refresh failed:
 * `invalid_grant`: Notion refuses the refresh token itself.
 * `transient`: no answer, a cut one, 429 or 5xx; whether Notion acted on the request is not known.
 * `configuration`: Notion refuses this server as a client (`invalid_client`, `unauthorized_client`, a malformed
 * request): the refresh token was not used.
 */
type TokenEndpointFailure = 'invalid_grant' | 'transient' | 'configuration';

/** A refresh that failed. */
export class TokenEndpointError extends Error {
  readonly kind: TokenEndpointFailure;
  /** How long Notion asked to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: TokenEndpointFailure, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(`The token endpoint failed: ${kind}.`, options);
    this.name = 'TokenEndpointError';
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
