import type { Client } from '@notionhq/client';
import pRetry from 'p-retry';
import { CancelledError, RetryLaterError, ToolError, UnavailableError } from '../../errors.js';
import { observeWait } from '../../telemetry/limiter-wait.js';
import { isRecord } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { RequestAdmission } from '../limits/request-admission.js';
import type { EndpointTemplate } from '../session.js';
import type { ConnectionOptions } from './connection-options.js';
import { explainFailure, explainTimeOver } from './explain-failure.js';
import { requireShape } from './answer-shape.js';
import { failureFrom, NotionFailure } from './failure.js';
import { sendWith } from './notion-client.js';
import { ObservedRead } from './observe-attempt.js';
import { isRateLimit, mayRetryRead, refusedBy } from './retry-policy.js';
import type { AccessToken } from './token-source.js';

/** Seconds to wait when Notion asks to slow down without a Retry-After. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;
/** Repetitions after a failure that is not a rate limit; their distance doubles and is randomised upwards. */
const RETRY_OPTIONS = { retries: 4, factor: 2, maxTimeout: 5000, randomize: true };
/** Milliseconds before the first repetition. */
const DEFAULT_BACKOFF_MS = 300;
/** Newer tokens tried for one request. One is enough unless tokens die within the time of a request. */
const MAX_TOKEN_RENEWALS = 10;

/** Share of the rest of a call's time that a write may take. */
const WRITE_SHARE = 0.75;

/** What requests are sent with; asked for once in a tool call and shared by all sessions that read for it. */
export interface CallToken {
  current?: AccessToken;
}

interface RequestPipelineOptions {
  readonly connection: ConnectionOptions;
  readonly budget: RequestAdmission;
  /** Aborts when the call is cancelled or times out. */
  readonly signal: AbortSignal;
  /** When the call times out, in milliseconds since 1970, and how long it may take in all. */
  readonly deadline: number;
  readonly durationMs: number;
  /** Among these the budget is shared fairly: the authorization, then the call. */
  readonly fairnessKeys: readonly object[];
  readonly callToken: CallToken;
  /** Called for each request that is sent, repetitions included. */
  readonly onRequest: () => void;
}

/**
 * How a request reaches Notion: it waits for the budget and a slot, is sent with the current token and a time limit of its
 * own, and is repeated with backoff where that can help. Every failure leaves as a `ToolError`.
 */
export class RequestPipeline {
  readonly #options: RequestPipelineOptions;

  constructor(options: RequestPipelineOptions) {
    this.#options = options;
  }

  /** Sends one read through. Rejects with a `ToolError`: what the caller can do about it is in its type. */
  async read<T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>): Promise<T> {
    const read = new ObservedRead(endpoint, this.#options.connection.apiUrl);
    let last: NotionFailure | undefined;
    const attempt = async (): Promise<T> => {
      try {
        return await observeWait(
          (job) => this.#admit(job),
          () => this.#attempt(read, send),
          (error) => (error instanceof RetryLaterError ? 'refused' : 'left'),
        );
      } catch (error) {
        if (error instanceof NotionFailure) {
          last = error;
          this.#slowDown(error);
        }
        throw error;
      }
    };
    try {
      return await this.#untilAnswered(attempt);
    } catch (error) {
      throw this.#toToolError(error, last, endpoint);
    }
  }

  /** Repeats what p-retry would repeat. Nothing is made for that as long as nothing fails, which is nearly always. */
  async #untilAnswered<T>(attempt: () => Promise<T>): Promise<T> {
    const { signal, connection } = this.#options;
    let first: NotionFailure | undefined;
    try {
      const answer = await attempt();
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      if (!(error instanceof NotionFailure)) {
        throw error;
      }
      first = error;
    }
    return pRetry(
      async () => {
        const failure = first;
        first = undefined;
        if (failure !== undefined) {
          throw failure;
        }
        return attempt();
      },
      {
        ...RETRY_OPTIONS,
        minTimeout: connection.backoffMilliseconds ?? DEFAULT_BACKOFF_MS,
        signal,
        // A rate limit waits in the budget and may recur until the deadline; only real failures use up retries.
        shouldConsumeRetry: ({ error }) => !(error instanceof NotionFailure && isRateLimit(error)),
        shouldRetry: ({ error }) => error instanceof NotionFailure && mayRetryRead(error),
      },
    );
  }

  /**
   * Sends one write through, once: whether it may be sent again is decided by `notion/writes/`. Rejects with a
   * `NotionFailure` if it was sent, and with a `ToolError` if it was not.
   */
  async write<T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>): Promise<T> {
    const write = new ObservedRead(endpoint, this.#options.connection.apiUrl);
    try {
      return await this.#admit(() => this.#attempt(write, send, true));
    } catch (error) {
      if (error instanceof NotionFailure) {
        this.#slowDown(error);
        throw error;
      }
      throw this.#toToolError(error, undefined, endpoint);
    }
  }

  /** A budget is shared by the calls of a connection, and by connections of several spaces with one authorization. */
  #admit<T>(job: () => Promise<T>): Promise<T> {
    const { budget, connection, signal, deadline, fairnessKeys } = this.#options;
    const { slots } = connection;
    return budget.run(slots === undefined ? job : () => slots.run(job, fairnessKeys, signal), {
      signal,
      deadline,
      fairnessKeys,
    });
  }

  /** One request, and another with a newer token where Notion no longer accepts the one it was sent with. */
  async #attempt<T>(read: ObservedRead, send: (client: Client) => Promise<T>, isWrite = false): Promise<T> {
    const { signal, connection, callToken } = this.#options;
    const source = connection.token;
    if (typeof source === 'string') {
      return this.#send(read, send, source, isWrite);
    }
    let accessToken = callToken.current ?? (await source.current(signal));
    for (let renewals = 0; renewals <= MAX_TOKEN_RENEWALS; renewals += 1) {
      try {
        callToken.current = accessToken;
        return await this.#send(read, send, accessToken.accessToken, isWrite);
      } catch (error) {
        if (!(error instanceof NotionFailure && error.status === 401)) {
          throw error;
        }
        // The source decides whether the connection is lost: it knows what Notion's token endpoint answered.
        accessToken = await source.renewed(accessToken, signal);
      }
    }
    throw new UnavailableError(
      say`Notion refuses the tokens that it has just issued.`,
      say`Call again in a minute; if it goes on, connect the workspace again.`,
    );
  }

  /**
   * A hanging request is aborted at half of the call's time, so that another can still succeed. A write has three quarters
   * of what is left, the rest being for the proof, and goes on when the client cancels: it may be saved already.
   */
  #send<T>(
    read: ObservedRead,
    send: (client: Client) => Promise<T>,
    token: string,
    isWrite: boolean,
  ): Promise<T> {
    const { signal, deadline, durationMs, connection, onRequest } = this.#options;
    onRequest();
    return read.attempt(
      async (notes) => {
        const limits = isWrite
          ? {
              signal: new AbortController().signal,
              milliseconds: Math.max(0, deadline - Date.now()) * WRITE_SHARE,
            }
          : { signal, milliseconds: durationMs / 2 };
        try {
          const answer = await sendWith(connection.apiUrl, { token, ...limits, notes }, send);
          // A write gives what is wanted of the answer, which need not be an object.
          if (!isWrite || isRecord(answer)) {
            requireShape(answer, new Date());
          }
          return answer;
        } catch (error) {
          if (!isWrite) {
            signal.throwIfAborted();
          }
          throw failureFrom(error, new Date());
        }
      },
      () => signal.reason instanceof CancelledError,
    );
  }

  #slowDown(failure: NotionFailure): void {
    if (isRateLimit(failure)) {
      this.#options.budget.pause(
        failure.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS,
        refusedBy(failure),
      );
    }
  }

  #toToolError(error: unknown, last: NotionFailure | undefined, endpoint: EndpointTemplate): ToolError {
    if (error instanceof ToolError) {
      return error;
    }
    if (error instanceof NotionFailure) {
      return explainFailure(error, endpoint);
    }
    if (last !== undefined && !isRateLimit(last)) {
      return explainFailure(last, endpoint);
    }
    return explainTimeOver(endpoint, this.#options.durationMs, error);
  }
}
