import type { Clock } from '../../../src/clock.js';
import { TokenEndpointError, type TokenEndpoint } from '../../../src/credentials/refresh/token-endpoint.js';
import type { TokenPair } from '../../../src/credentials/token-pair.js';

/** What the next request meets: a failure before Notion acted on it, or one that swallows the answer after it did. */
export type Mishap =
  'fails before' | 'fails after' | 'misconfigured' | 'hangs after' | { retryAfter: number };

/**
 * Plays the strictest token endpoint that Notion may be: each refresh ends the old pair, and a refresh token that is
 * used a second time ends the whole family.
 */
export class RotatingEndpoint implements TokenEndpoint {
  readonly mishaps: Mishap[] = [];
  /** Every refresh token that was sent, in order. */
  readonly sent: string[] = [];
  /** Refresh tokens that came again after they had been used. */
  reuses = 0;
  /** Milliseconds until the answer. */
  delay = 0;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, { family: number; used: boolean }>();
  readonly #live = new Map<number, string>();
  #issued = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A first pair, as a consent brings it. */
  consent(): TokenPair {
    const family = this.#issued + 1;
    return this.#issue(family);
  }

  /** The user removes the connection in Notion. */
  revokeAll(): void {
    this.#live.clear();
  }

  accepts(accessToken: string): boolean {
    return [...this.#live.values()].includes(accessToken);
  }

  async refresh(refreshToken: string, signal: AbortSignal): Promise<TokenPair> {
    this.sent.push(refreshToken);
    const mishap = this.mishaps.shift();
    await this.#clock.sleep(this.delay, signal);
    if (mishap === 'fails before') {
      throw new TokenEndpointError('transient');
    }
    if (mishap === 'misconfigured') {
      throw new TokenEndpointError('configuration');
    }
    if (typeof mishap === 'object') {
      throw new TokenEndpointError('transient', { retryAfterSeconds: mishap.retryAfter });
    }
    const pair = this.#rotate(refreshToken);
    if (mishap === 'fails after') {
      throw new TokenEndpointError('transient');
    }
    if (mishap === 'hangs after') {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      throw new TokenEndpointError('transient');
    }
    return pair;
  }

  #rotate(refreshToken: string): TokenPair {
    const known = this.#tokens.get(refreshToken);
    if (known === undefined || !this.#live.has(known.family)) {
      throw new TokenEndpointError('invalid_grant');
    }
    if (known.used) {
      this.reuses += 1;
      this.#live.delete(known.family);
      throw new TokenEndpointError('invalid_grant');
    }
    known.used = true;
    return this.#issue(known.family);
  }

  #issue(family: number): TokenPair {
    this.#issued += 1;
    const pair = {
      accessToken: `ntn_sample_access_${this.#issued}`,
      refreshToken: `nrt_sample_refresh_${this.#issued}`,
      accessExpiresAt: null,
    };
    this.#tokens.set(pair.refreshToken, { family, used: false });
    this.#live.set(family, pair.accessToken);
    return pair;
  }
}
