import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { recordFailedAuthentication, type Door } from '../../telemetry/counters.js';
import type { Log } from '../../telemetry/log/log.js';
import { addressOf, type AddressedRequest } from './client-address.js';
import { COUNT_WINDOW_MS, RequestCounts } from './request-counts.js';
import { Shares } from './concurrency-quota.js';
import { WaitingPlaces, type PlaceLimits } from './concurrency-limiter.js';

/** Failures of one address in a minute that are answered without delay: a person who pastes, a client that is set up. */
const MAX_PROMPT = 5;
/** Failures of one address in a minute, after which it is told to wait. */
const MAX_FAILURES_PER_MINUTE = 30;
/** Milliseconds that an answer is held back, at the most. */
const MAX_DELAY_MS = 1000;
/** Milliseconds by which the first delayed answer is delayed; each further one by twice as long. */
const FIRST_DELAY_MS = 50;
/** Answers that are held back at once: each holds its connection. Further ones are refused at once. */
const HELD_BACK = { perParty: 10, overall: 100 };
/** Tokens that are looked up at once for addresses with too many failures. Each takes a connection of the database. */
const LOOKED_UP: PlaceLimits = { perParty: 4, overall: 8, waitingPerParty: 32, waitingOverall: 256 };
/** Milliseconds that a look-up may wait for its turn. */
const MAX_WAIT_MS = 2000;
/** Callers that have proven themselves lately, who are looked up whatever others at their address do. */
const MAX_PROVEN = 1000;
const PROVEN_LIFETIME_MS = 600_000;
/** Log lines in a minute. A flood from many addresses is told by the metric. */
const MAX_LINES_PER_MINUTE = 20;
/** Failures of an address that are worth a line. */
const TOLD = new Set([1, 10, 100, 1000, 10_000]);

/** What came of a caller's proof. */
type Proof<Caller> =
  | { readonly kind: 'proven'; readonly caller: Caller }
  | { readonly kind: 'refused' }
  /** Too many tries: come again after so many seconds. */
  | { readonly kind: 'flooding'; readonly seconds: number };

/** What the guard stands on. */
interface FailedCallersOptions {
  readonly log: Log;
  /** Milliseconds. */
  readonly now?: () => number;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Counts who presents tokens that nobody issued, by address: tells the operator, answers them slower and slower, and then
 * not at all. Whoever presents a valid token passes all the same, however many others behind their address do not.
 */
export class FailedCallers {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #pause: (milliseconds: number) => Promise<unknown>;
  readonly #failures: RequestCounts;
  readonly #heldBack = new Shares(HELD_BACK);
  readonly #lookedUp = new WaitingPlaces(LOOKED_UP);
  /** Digests of tokens. */
  readonly #proven = new LRUCache<string, true>({ max: MAX_PROVEN, ttl: PROVEN_LIFETIME_MS });
  #lines = 0;
  #linesUntil = Number.NEGATIVE_INFINITY;

  constructor({ log, now = Date.now, pause = (milliseconds) => delay(milliseconds) }: FailedCallersOptions) {
    this.#log = log;
    this.#now = now;
    this.#pause = pause;
    this.#failures = new RequestCounts(now);
  }

  /** Has a token looked up, and notes if it is nobody's. One that is over was somebody's, who has to renew it. */
  async prove<Caller>(
    request: AddressedRequest,
    door: Door,
    presented: string,
    lookUp: (presented: string) => Promise<Caller | 'over' | undefined> | Caller | 'over' | undefined,
  ): Promise<Proof<Caller>> {
    const address = addressOf(request);
    const digest = createHash('sha256').update(presented).digest('base64url');
    const leave = this.#mayLookUp(address, digest) ? () => undefined : await this.#placeFor(address);
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
      this.#proven.set(digest, true);
      return { kind: 'proven', caller };
    }
    this.#proven.delete(digest);
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
  note(address: string, door: Door): number {
    const { count } = this.#failures.add(address);
    recordFailedAuthentication(door);
    if (TOLD.has(count)) {
      this.#tell(address, door, count);
    }
    return count;
  }

  async #fail(address: string, door: Door): Promise<Proof<never>> {
    const count = this.note(address, door);
    if (count > MAX_FAILURES_PER_MINUTE) {
      const left = this.#failures.get(address).until - this.#now();
      return { kind: 'flooding', seconds: Math.max(1, Math.ceil(left / 1000)) };
    }
    if (count > MAX_PROMPT) {
      const giveBack = this.#heldBack.take(address);
      if (giveBack === undefined) {
        return { kind: 'flooding', seconds: 1 };
      }
      await this.#pause(Math.min(FIRST_DELAY_MS * 2 ** (count - MAX_PROMPT - 1), MAX_DELAY_MS)).finally(
        giveBack,
      );
    }
    return { kind: 'refused' };
  }

  #mayLookUp(address: string, digest: string): boolean {
    return this.#proven.has(digest) || !this.isFlooding(address);
  }

  async #placeFor(address: string): Promise<(() => void) | undefined> {
    return this.#lookedUp.take(address, AbortSignal.timeout(MAX_WAIT_MS)).catch(() => undefined);
  }

  #tell(address: string, door: Door, failures: number): void {
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
