import { backoffMs, retryDelayMs } from '../../backoff.js';
import type { Clock } from '../../clock.js';
import { TokenEndpointError, type TokenEndpoint } from './token-endpoint.js';
import type { TokenPair } from '../token-pair.js';

/** Milliseconds. */
export interface RefreshRequestLimits {
  /** No attempt starts later than this many milliseconds after the first. */
  readonly retryMs: number;
  /** Timeout of one attempt; far longer than a tool call waits, see {@link TokenEndpoint.refresh}. */
  readonly requestTimeoutMs: number;
  /** Pause before the second attempt; doubles from there, randomised upwards by at most half. */
  readonly backoffMs: number;
  /** As many as fit into `retryMs` if undefined. */
  readonly maxAttempts?: number | undefined;
}

/**
 * The result of a refresh. `uncertain`: an earlier attempt ended without an answer, so Notion may have acted on it.
 */
export type RefreshResponse =
  | { readonly kind: 'pair'; readonly pair: TokenPair }
  | { readonly kind: 'refused' | 'misconfigured'; readonly uncertain: boolean; readonly cause: Error }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number | undefined; readonly cause: Error };

/**
 * Sends the refresh token, and retries transient failures. Retrying is safe although a refresh token works only once:
 * if Notion acted on the lost attempt, the pair it issued is lost already and the retry costs nothing.
 */
export async function requestRefresh(
  endpoint: TokenEndpoint,
  refreshToken: string,
  {
    clock,
    random,
    limits,
  }: { readonly clock: Clock; readonly random: () => number; readonly limits: RefreshRequestLimits },
): Promise<RefreshResponse> {
  const end = clock.now().getTime() + limits.retryMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return {
        kind: 'pair',
        pair: await requestOnce(endpoint, refreshToken, clock, limits.requestTimeoutMs),
      };
    } catch (error) {
      if (!(error instanceof TokenEndpointError)) {
        throw error;
      }
      if (error.kind !== 'transient') {
        const kind = error.kind === 'invalid_grant' ? 'refused' : 'misconfigured';
        return { kind, uncertain: attempt > 0, cause: error };
      }
      const { retryAfterSeconds } = error;
      const backoff = backoffMs(attempt, limits.backoffMs) * (1 + random() / 2);
      const pause = retryDelayMs(retryAfterSeconds, backoff);
      const isLast = attempt + 1 === limits.maxAttempts;
      if (isLast || clock.now().getTime() + pause >= end) {
        return { kind: 'unavailable', retryAfterSeconds, cause: error };
      }
      await clock.sleep(pause);
    }
  }
}

async function requestOnce(
  endpoint: TokenEndpoint,
  refreshToken: string,
  clock: Clock,
  answerWithin: number,
): Promise<TokenPair> {
  const answered = new AbortController();
  const tooLate = new AbortController();
  void clock.sleep(answerWithin, answered.signal).then(() => tooLate.abort());
  try {
    return await endpoint.refresh(refreshToken, tooLate.signal);
  } finally {
    answered.abort();
  }
}
