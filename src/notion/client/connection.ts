import type { Client } from '@notionhq/client';
import pRetry from 'p-retry';
import {
  CancelledError,
  ReconnectError,
  ToolError,
  UnavailableError,
  RetryLaterError,
} from '../../errors.js';
import { observeWait } from '../../telemetry/limiter-wait.js';
import type { ConnectionOptions } from './connection-options.js';
import { explainFailure, explainTimeOver } from './explain-failure.js';
import { failureFrom, NotionFailure } from './failure.js';
import { ObservedRead } from './observe-attempt.js';
import { CallLockdown } from './lockdown.js';
import { sendWith } from './notion-client.js';
import type { Version } from '../cache/invalidation-clock.js';
import { ReadCache } from '../cache/read-cache.js';
import { RequestBudget } from '../limits/request-budget.js';
import { isRateLimit, mayRetryRead, refusedBy } from './retry-policy.js';
import type { CacheKind, EndpointTemplate, FetchedFile, Lockdown, NotionSession } from '../session.js';
import { TimedSignal } from './timed-signal.js';
import type { AccessToken } from './token-source.js';
import { say } from '../../text/words.js';

/** Milliseconds. Most clients allow a tool call 60 s; half of that leaves room for a second attempt. */
const DEFAULT_DEADLINE_MS = 25_000;
/** Seconds to wait when Notion asks to slow down without a Retry-After. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;
/** Repetitions after a failure that is not a rate limit; their distance doubles and is randomised upwards. */
const RETRY_OPTIONS = { retries: 4, factor: 2, maxTimeout: 5000, randomize: true };
/** Newer tokens tried for one request. One is enough unless tokens die within the time of a request. */
const MAX_TOKEN_RENEWALS = 10;
/** Milliseconds before the first repetition. */
const DEFAULT_BACKOFF_MS = 300;

/** One Notion authorization: its token, request budget and cache, shared by all calls that use it. */
export interface NotionConnection {
  /** Opens the connection for one tool call. `signal` aborts when the client cancels. */
  openSession(options: { signal: AbortSignal }): OpenSession;
}

/** A session, as seen by the code that opened it. */
export interface OpenSession extends NotionSession {
  /** The call is over: its requests in flight or queued are no longer needed. */
  end(): void;
  /** What its answers leave out because the caller may not read it; reported at the end of the answer. */
  leftOut?(): string | undefined;
}

/** Connects nothing yet: the first read does. */
export function createConnection(options: ConnectionOptions): NotionConnection {
  const budget = options.budget instanceof RequestBudget ? options.budget : new RequestBudget(options.budget);
  const cache = options.cache ?? new ReadCache();
  return { openSession: ({ signal }) => new Session(options, budget, cache, signal) };
}

class Session implements OpenSession {
  /** Aborts with a `CancelledError` when the caller cancels, and with a `TimeoutError` when the call times out. */
  readonly #life: TimedSignal;
  readonly #options: ConnectionOptions;
  readonly #budget: RequestBudget;
  readonly #cache: ReadCache;
  readonly #duration: number;
  readonly #deadline: number;
  /** The session of the tool call: this one, or the one on whose behalf this one reads for the cache. */
  readonly #call: Session;
  readonly lockdown: Lockdown | undefined;
  /** Objects that change after this moment are not cached as this session has read them. */
  readonly #begun: Version;
  #requestCount = 0;
  /** Reads that are not over. */
  #reading = 0;
  /** What the connection's requests are sent with; asked for once in a call. */
  #accessToken: AccessToken | undefined;

  constructor(
    options: ConnectionOptions,
    budget: RequestBudget,
    cache: ReadCache,
    caller: AbortSignal,
    call?: Session,
  ) {
    this.#options = options;
    this.#budget = budget;
    this.#cache = cache;
    this.#duration = options.deadlineMilliseconds ?? DEFAULT_DEADLINE_MS;
    this.#deadline = Date.now() + this.#duration;
    this.#call = call ?? this;
    this.lockdown = call?.lockdown ?? (options.lockdown && new CallLockdown(options.lockdown));
    this.#begun = cache.now;
    this.#life = new TimedSignal(
      caller,
      this.#duration,
      ({ reason }) => new CancelledError({ cause: reason }),
    );
  }

  get signal(): AbortSignal {
    return this.#life.signal;
  }

  end(): void {
    if (this.#reading > 0) {
      this.#life.abort(new CancelledError());
    } else {
      this.#life.release();
    }
  }

  get timeLeft(): number {
    return Math.max(0, (this.#deadline - Date.now()) / this.#duration);
  }

  get requestCount(): number {
    return this.#requestCount;
  }

  async read<T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>): Promise<T> {
    const read = new ObservedRead(endpoint, this.#options.apiUrl);
    let last: NotionFailure | undefined;
    this.#reading += 1;
    try {
      return await pRetry(
        () =>
          observeWait(
            (job) => this.#admit(job),
            () => this.#attempt(read, send),
            (error) => (error instanceof RetryLaterError ? 'refused' : 'left'),
          ),
        {
          ...RETRY_OPTIONS,
          minTimeout: this.#options.backoffMilliseconds ?? DEFAULT_BACKOFF_MS,
          signal: this.signal,
          onFailedAttempt: ({ error }) => {
            if (error instanceof NotionFailure) {
              last = error;
              this.#slowDown(error);
            }
          },
          // A rate limit waits in the budget and may recur until the deadline; only real failures use up retries.
          shouldConsumeRetry: ({ error }) => !(error instanceof NotionFailure && isRateLimit(error)),
          shouldRetry: ({ error }) => error instanceof NotionFailure && mayRetryRead(error),
        },
      );
    } catch (error) {
      throw await this.#reportFailure(this.#toToolError(error, last, endpoint));
    } finally {
      this.#reading -= 1;
    }
  }

  async fetchFile(address: string, maxBytes: number): Promise<FetchedFile> {
    const { apiUrl } = this.#options;
    // Loaded when the first file is read: a client that starts the server over stdio waits for what is imported above.
    const { fetchFileFor } = await import('./fetch-file-for.js');
    return fetchFileFor(address, { apiUrl, maxBytes, signal: this.signal });
  }

  async cached<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: (session: NotionSession) => Promise<Value>,
  ): Promise<Value> {
    const open = (signal: AbortSignal): NotionSession =>
      new Session(this.#options, this.#budget, this.#cache, signal, this.#call);
    try {
      return await this.#cache.load(kind, id, this.signal, open, load);
    } catch (error) {
      throw await this.#reportFailure(error);
    }
  }

  prefetchShared(kind: CacheKind<object>, ids: Iterable<string>): Promise<void> {
    return this.#cache.prefetchShared(kind, ids);
  }

  getCached<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    return this.#cache.get(kind, id);
  }

  setCached<Value extends object>(kind: CacheKind<Value>, id: string, value: Value): void {
    this.#cache.set(kind, id, value, this.#begun);
  }

  deleteCached(kind: CacheKind<object>, id: string): void {
    this.#cache.delete(kind, id);
  }

  /** A budget is shared by the calls of a connection, and by connections of several spaces with one authorization. */
  #admit<T>(job: () => Promise<T>): Promise<T> {
    const { slots } = this.#options;
    const path = [this.#cache, this.#call];
    return this.#budget.run(slots === undefined ? job : () => slots.run(job, path, this.signal), {
      signal: this.signal,
      deadline: this.#deadline,
      fairnessKeys: path,
    });
  }

  #count(): void {
    this.#requestCount += 1;
    if (this.#call !== this) {
      this.#call.#count();
    }
  }

  /** One request, and another with a newer token where Notion no longer accepts the one it was sent with. */
  async #attempt<T>(read: ObservedRead, send: (client: Client) => Promise<T>): Promise<T> {
    const source = this.#options.token;
    if (typeof source === 'string') {
      return this.#send(read, send, source);
    }
    let accessToken = this.#call.#accessToken ?? (await source.current(this.signal));
    for (let renewals = 0; renewals <= MAX_TOKEN_RENEWALS; renewals += 1) {
      try {
        this.#call.#accessToken = accessToken;
        return await this.#send(read, send, accessToken.accessToken);
      } catch (error) {
        if (!(error instanceof NotionFailure && error.status === 401)) {
          throw error;
        }
        // The source decides whether the connection is lost: it knows what Notion's token endpoint answered.
        accessToken = await source.renewed(accessToken, this.signal);
      }
    }
    throw new UnavailableError(
      say`Notion refuses the tokens that it has just issued.`,
      say`Call again in a minute; if it goes on, connect the workspace again.`,
    );
  }

  /** A hanging request is aborted at half of the call's time, so that another can still succeed. */
  #send<T>(read: ObservedRead, send: (client: Client) => Promise<T>, token: string): Promise<T> {
    this.#count();
    return read.attempt(
      async (notes) => {
        const attempt = new TimedSignal(this.signal, this.#duration / 2);
        try {
          return await sendWith(this.#options.apiUrl, { token, signal: attempt.signal, notes }, send);
        } catch (error) {
          this.signal.throwIfAborted();
          throw attempt.signal.aborted
            ? new NotionFailure('timeout', { cause: error })
            : failureFrom(error, new Date());
        } finally {
          attempt.release();
        }
      },
      () => this.signal.reason instanceof CancelledError,
    );
  }

  #slowDown(failure: NotionFailure): void {
    if (isRateLimit(failure)) {
      this.#budget.pause(failure.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS, refusedBy(failure));
    }
  }

  /** An error as reported to this call. One still on its way to the calls that share a read is not adapted yet. */
  async #reportFailure(error: unknown): Promise<unknown> {
    const { explainLoss } = this.#options;
    return this.#call === this && explainLoss !== undefined && error instanceof ReconnectError
      ? explainLoss(error)
      : error;
  }

  #toToolError(error: unknown, last: NotionFailure | undefined, endpoint: EndpointTemplate): ToolError {
    if (error instanceof ToolError) {
      return error;
    }
    if (error instanceof NotionFailure) {
      return explainFailure(error);
    }
    if (last !== undefined && !isRateLimit(last)) {
      return explainFailure(last);
    }
    return explainTimeOver(endpoint, this.#duration, error);
  }
}
