import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { backoffMs } from '../../backoff.js';
import { recordFailedAuthentication, type AuthenticationEndpoint } from '../../telemetry/counters.js';
import type { Log } from '../../telemetry/log/log.js';
import { addressOf, type AddressedRequest } from './client-address.js';
import { COUNT_WINDOW_MS, SlidingRequestCounter } from './request-counts.js';
import { ConcurrencyQuota } from './concurrency-quota.js';
import { ConcurrencyLimiter, type ConcurrencyLimits } from './concurrency-limiter.js';

/** Failures of one address in a minute that are answered without delay: a person who pastes, a client that is set up. */
const MAX_UNDELAYED_FAILURES = 5;
/** Failures of one address in a minute, after which it is told to wait. */
const MAX_FAILURES_PER_MINUTE = 30;
/** Milliseconds that an answer is held back, at the most. */
const MAX_DELAY_MS = 1000;
/** Milliseconds by which the first delayed answer is delayed; each further one by twice as long. */
const FIRST_DELAY_MS = 50;
/** Answers that are held back at once: each holds its connection. Further ones are refused at once. */
const DELAYED_LIMITS = { perKey: 10, overall: 100 };
/** Tokens that are looked up at once for addresses with too many failures. Each takes a connection of the database. */
const LOOKUP_LIMITS: ConcurrencyLimits = { perKey: 4, overall: 8, queuedPerKey: 32, queuedOverall: 256 };
/** Milliseconds that a look-up may wait for its turn. */
const MAX_WAIT_MS = 2000;
/** Callers that have proven themselves lately, who are looked up whatever others at their address do. */
const MAX_AUTHENTICATED = 1000;
const AUTHENTICATED_LIFETIME_MS = 600_000;
/** Log lines in a minute. A flood from many addresses is told by the metric. */
const MAX_LINES_PER_MINUTE = 20;
/** Failures of an address that are worth a line. */
const LOGGED_COUNTS = new Set([1, 10, 100, 1000, 10_000]);

/** What came of a caller's proof. */
type AuthenticationResult<Caller> =
  | { readonly kind: 'proven'; readonly caller: Caller }
  | { readonly kind: 'refused' }
  /** Too many attempts: come again after so many seconds. */
  | { readonly kind: 'flooding'; readonly seconds: number };

/** What the guard stands on. */
interface AuthenticationThrottleOptions {
  readonly log: Log;
  /** Milliseconds. */
  readonly now?: () => number;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Counts who presents tokens that nobody issued, by address: tells the operator, answers them slower and slower, and then
 * not at all. A valid token always passes, however many invalid ones come from the same address.
 */
export class AuthenticationThrottle {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #pause: (milliseconds: number) => Promise<unknown>;
  readonly #failures: SlidingRequestCounter;
  readonly #delayed = new ConcurrencyQuota(DELAYED_LIMITS);
  readonly #lookups = new ConcurrencyLimiter(LOOKUP_LIMITS);
  /** Digests of tokens. */
  readonly #authenticated = new LRUCache<string, true>({
    max: MAX_AUTHENTICATED,
    ttl: AUTHENTICATED_LIFETIME_MS,
  });
  #lines = 0;
  #linesUntil = Number.NEGATIVE_INFINITY;

  constructor({
    log,
    now = Date.now,
    pause = (milliseconds) => delay(milliseconds),
  }: AuthenticationThrottleOptions) {
    this.#log = log;
    this.#now = now;
    this.#pause = pause;
    this.#failures = new SlidingRequestCounter(now);
  }

  /** Has a token looked up, and notes if it is nobody's. One that is over was somebody's, who has to renew it. */
  async authenticate<Caller>(
    request: AddressedRequest,
    door: AuthenticationEndpoint,
    presented: string,
    lookUp: (presented: string) => Promise<Caller | 'over' | undefined> | Caller | 'over' | undefined,
  ): Promise<AuthenticationResult<Caller>> {
    const address = addressOf(request);
    const digest = createHash('sha256').update(presented).digest('base64url');
    const leave = this.#mayLookUp(address, digest) ? () => undefined : await this.#acquireLookup(address);
    if (leave === undefined) {
      return { kind: 'flooding', seconds: 1 };
    }
    let caller: Caller | 'over' | undefined;
    try {
      caller = await lookUp(presented);
    } finally {
      leave();
    }
    if (caller !== undefined && caller !== 'over') {
      this.#authenticated.set(digest, true);
      return { kind: 'proven', caller };
    }
    this.#authenticated.delete(digest);
    if (caller === 'over') {
      return { kind: 'refused' };
    }
    return this.#fail(address, door);
  }

  /** Whether so much of this address was refused that only those may come who are known. */
  isFlooding(address: string): boolean {
    return this.#failures.get(address).count >= MAX_FAILURES_PER_MINUTE;
  }

  /** Notes something of nobody's, and gives how many there were in this minute. */
  note(address: string, door: AuthenticationEndpoint): number {
    const { count } = this.#failures.add(address);
    recordFailedAuthentication(door);
    if (LOGGED_COUNTS.has(count)) {
      this.#logFailure(address, door, count);
    }
    return count;
  }

  async #fail(address: string, door: AuthenticationEndpoint): Promise<AuthenticationResult<never>> {
    const count = this.note(address, door);
    if (count > MAX_FAILURES_PER_MINUTE) {
      const left = this.#failures.get(address).until - this.#now();
      return { kind: 'flooding', seconds: Math.max(1, Math.ceil(left / 1000)) };
    }
    if (count > MAX_UNDELAYED_FAILURES) {
      const giveBack = this.#delayed.acquire(address);
      if (giveBack === undefined) {
        return { kind: 'flooding', seconds: 1 };
      }
      const delay = backoffMs(count - MAX_UNDELAYED_FAILURES - 1, FIRST_DELAY_MS, MAX_DELAY_MS);
      await this.#pause(delay).finally(giveBack);
    }
    return { kind: 'refused' };
  }

  #mayLookUp(address: string, digest: string): boolean {
    return this.#authenticated.has(digest) || !this.isFlooding(address);
  }

  async #acquireLookup(address: string): Promise<(() => void) | undefined> {
    return this.#lookups.acquire(address, AbortSignal.timeout(MAX_WAIT_MS)).catch(() => undefined);
  }

  #logFailure(address: string, door: AuthenticationEndpoint, failures: number): void {
    const now = this.#now();
    if (now >= this.#linesUntil) {
      this.#linesUntil = now + COUNT_WINDOW_MS;
      this.#lines = 0;
    }
    this.#lines += 1;
    if (this.#lines <= MAX_LINES_PER_MINUTE) {
      this.#log.warn('refused a caller whose token is not valid', { address, door, failures });
    } else if (this.#lines === MAX_LINES_PER_MINUTE + 1) {
      this.#log.warn('refused callers at many more addresses; they are not logged in this minute');
    }
  }
}
