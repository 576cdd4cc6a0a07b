import type { Clock } from '../../../src/clock.js';
import type { HostedGrant } from '../../../src/credentials/hosted-grant.js';
import { TokenEndpointError, type TokenEndpoint } from '../../../src/credentials/refresh/token-endpoint.js';
import type { TokenPair } from '../../../src/credentials/token-pair.js';

/** What the next request meets. */
export type HostedMishap = 'fails before' | 'fails after' | 'client unknown';

export const grant: HostedGrant = {
  issuer: 'https://mcp.example.com',
  tokenEndpoint: 'https://mcp.example.com/token',
  revocationEndpoint: 'https://mcp.example.com/token',
  resource: 'https://mcp.example.com/mcp',
  serverUrl: 'https://mcp.example.com/mcp',
  clientId: 'registeredclient',
  clientKind: 'registered',
};

/** How long an access token lives. */
export const LIFETIME_MS = 10 * 3_600_000;

/**
 * The hosted server's token endpoint as strict as it may be: a token that was rotated out is taken once more, before its
 * successor was used, and any other use of it ends the grant.
 */
export class HostedEndpoint implements TokenEndpoint {
  readonly mishaps: HostedMishap[] = [];
  readonly sent: string[] = [];
  /** Uses of a token of a grant that has ended. */
  spentDead = 0;
  delay = 0;
  #isRevoked = false;
  #issued = 0;
  #current = '';
  #previous: string | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A first pair, as a sign-in brings it. */
  signIn(): TokenPair {
    this.#isRevoked = false;
    this.#previous = undefined;
    return { ...this.#issue(), hosted: { ...grant, issuedAt: this.#clock.now() } };
  }

  revokeAll(): void {
    this.#isRevoked = true;
  }

  accepts(accessToken: string): boolean {
    return !this.#isRevoked && accessToken === `user:grant:access${this.#issued}`;
  }

  async refresh(refreshToken: string, signal: AbortSignal): Promise<TokenPair> {
    this.sent.push(refreshToken);
    const mishap = this.mishaps.shift();
    await this.#clock.sleep(this.delay, signal);
    if (mishap === 'fails before') {
      throw new TokenEndpointError('transient');
    }
    if (mishap === 'client unknown') {
      throw new TokenEndpointError('invalid_grant');
    }
    if (this.#isRevoked) {
      this.spentDead += 1;
      throw new TokenEndpointError('invalid_grant');
    }
    if (refreshToken !== this.#current && refreshToken !== this.#previous) {
      this.#isRevoked = true;
      throw new TokenEndpointError('invalid_grant');
    }
    this.#previous = refreshToken === this.#current ? refreshToken : undefined;
    const pair = this.#issue();
    if (mishap === 'fails after') {
      throw new TokenEndpointError('transient');
    }
    return pair;
  }

  #issue(): TokenPair {
    this.#issued += 1;
    this.#current = `user:grant:refresh${this.#issued}`;
    return {
      accessToken: `user:grant:access${this.#issued}`,
      refreshToken: this.#current,
      accessExpiresAt: new Date(this.#clock.now().getTime() + LIFETIME_MS),
    };
  }
}
