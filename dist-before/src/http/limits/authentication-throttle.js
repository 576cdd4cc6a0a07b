import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { backoffMs } from '../../backoff.js';
import { recordFailedAuthentication } from '../../telemetry/counters.js';
import { addressOf } from './client-address.js';
import { COUNT_WINDOW_MS, SlidingRequestCounter } from './request-counts.js';
import { ConcurrencyQuota } from './concurrency-quota.js';
import { ConcurrencyLimiter } from './concurrency-limiter.js';
/** Failures per address and minute that are answered without delay: pasting errors, a client being set up. */
const MAX_UNDELAYED_FAILURES = 5;
/** Failures per address and minute, after which it has to wait. */
const MAX_FAILURES_PER_MINUTE = 30;
/** Longest delay of an answer, in milliseconds. */
const MAX_DELAY_MS = 1000;
/** Milliseconds of the first delay; doubles with each further one. */
const FIRST_DELAY_MS = 50;
/** Answers delayed at once: each holds its connection. Further ones are refused immediately. */
const DELAYED_LIMITS = { perKey: 10, overall: 100 };
/** Concurrent token look-ups for addresses with too many failures. Each takes a database connection. */
const LOOKUP_LIMITS = { perKey: 4, overall: 8, queuedPerKey: 32, queuedOverall: 256 };
/** Milliseconds that a look-up may be queued. */
const MAX_WAIT_MS = 2000;
/** Recently authenticated callers, who are looked up whatever other clients at their address do. */
const MAX_AUTHENTICATED = 1000;
const AUTHENTICATED_LIFETIME_MS = 600_000;
/** Log lines per minute. The metric shows a flood from many addresses. */
const MAX_LINES_PER_MINUTE = 20;
/** Failure counts of an address that are logged. */
const LOGGED_COUNTS = new Set([1, 10, 100, 1000, 10_000]);
/**
 * Counts unknown tokens by address: warns the operator, delays answers more and more, then refuses them. A valid token
 * always passes, however many invalid ones come from the same address.
 */
export class AuthenticationThrottle {
    #log;
    #now;
    #pause;
    #failures;
    #delayed = new ConcurrencyQuota(DELAYED_LIMITS);
    #lookups = new ConcurrencyLimiter(LOOKUP_LIMITS);
    /** Digests of tokens. */
    #authenticated = new LRUCache({
        max: MAX_AUTHENTICATED,
        ttl: AUTHENTICATED_LIFETIME_MS,
    });
    #lines = 0;
    #linesUntil = Number.NEGATIVE_INFINITY;
    constructor({ log, now = Date.now, pause = (milliseconds) => delay(milliseconds), }) {
        this.#log = log;
        this.#now = now;
        this.#pause = pause;
        this.#failures = new SlidingRequestCounter(now);
    }
    /** Looks up a token and counts an unknown one. An expired one does not count: its owner has to renew it. */
    async authenticate(request, endpoint, presented, lookUp) {
        const address = addressOf(request);
        const digest = createHash('sha256').update(presented).digest('base64url');
        const leave = this.#mayLookUp(address, digest) ? () => undefined : await this.#acquireLookup(address);
        if (leave === undefined) {
            return { kind: 'flooding', seconds: 1 };
        }
        let caller;
        try {
            caller = await lookUp(presented);
        }
        finally {
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
        return this.#fail(address, endpoint);
    }
    /** Whether this address has so many failures that only recently authenticated callers may pass. */
    isFlooding(address) {
        return this.#failures.get(address).count >= MAX_FAILURES_PER_MINUTE;
    }
    /** Counts an unknown token and returns the count of this minute. */
    note(address, endpoint) {
        const { count } = this.#failures.add(address);
        recordFailedAuthentication(endpoint);
        if (LOGGED_COUNTS.has(count)) {
            this.#logFailure(address, endpoint, count);
        }
        return count;
    }
    async #fail(address, endpoint) {
        const count = this.note(address, endpoint);
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
    #mayLookUp(address, digest) {
        return this.#authenticated.has(digest) || !this.isFlooding(address);
    }
    async #acquireLookup(address) {
        return this.#lookups.acquire(address, AbortSignal.timeout(MAX_WAIT_MS)).catch(() => undefined);
    }
    #logFailure(address, endpoint, failures) {
        const now = this.#now();
        if (now >= this.#linesUntil) {
            this.#linesUntil = now + COUNT_WINDOW_MS;
            this.#lines = 0;
        }
        this.#lines += 1;
        if (this.#lines <= MAX_LINES_PER_MINUTE) {
            this.#log.warn('refused a caller whose token is not valid', { address, door: endpoint, failures });
        }
        else if (this.#lines === MAX_LINES_PER_MINUTE + 1) {
            this.#log.warn('refused callers at many more addresses; they are not logged in this minute');
        }
    }
}
