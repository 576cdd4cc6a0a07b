import type { Client } from '@notionhq/client';
import { AccessError, CancelledError, ReconnectError, RetryLaterError, ToolError } from '../../errors.js';
import { recordCacheLookup } from '../../telemetry/counters.js';
import { copyOfJson } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { Version } from '../cache/invalidation-clock.js';
import type { ReadCache } from '../cache/read-cache.js';
import type { RequestAdmission } from '../limits/request-admission.js';
import type {
  CacheKind,
  EndpointTemplate,
  FetchedFile,
  KeptContent,
  Lockdown,
  NotionSession,
  Send,
  WindowLeft,
  WritingSession,
} from '../session.js';
import type { ConnectionOptions, WriteAccess } from './connection-options.js';
import { explainTimeOver } from './explain-failure.js';
import { CallLockdown } from './lockdown.js';
import { requestKey } from './request-key.js';
import { RequestPipeline, type CallToken } from './request-pipeline.js';
import { TimedSignal } from './timed-signal.js';

/** Milliseconds. Most clients allow a tool call 60 s; half of that leaves room for a second attempt. */
const DEFAULT_DEADLINE_MS = 25_000;

/** A session, as seen by the code that opened it. */
export interface OpenSession extends WritingSession {
  /** Names the connection in the journal of changes. */
  readonly connectionKey: string;
  /** The call is over: its requests in flight or queued are no longer needed. */
  end(): void;
  /** What its answers leave out because the caller may not read it; reported at the end of the answer. */
  leftOut?(): string | undefined;
}

/** What one tool call reads, within its deadline: requests through the pipeline, objects through the cache. */
export class CallSession implements OpenSession {
  /** Aborts with a `CancelledError` when the caller cancels, and with a `TimeoutError` when the call times out. */
  readonly #life: TimedSignal;
  readonly #options: ConnectionOptions;
  readonly #budget: RequestAdmission;
  readonly #cache: ReadCache;
  readonly #durationMs: number;
  /** When the call times out, in milliseconds since 1970. */
  readonly #deadline: number;
  /** The session of the tool call: this one, or the one on whose behalf this one reads for the cache. */
  readonly #call: CallSession;
  readonly #callToken: CallToken;
  readonly lockdown: Lockdown | undefined;
  /** Objects that change after this moment are not cached as this session has read them. */
  readonly #begun: Version;
  #requestCount = 0;
  /** Reads that are not over. */
  #reading = 0;

  constructor(
    options: ConnectionOptions,
    budget: RequestAdmission,
    cache: ReadCache,
    caller: AbortSignal,
    call?: CallSession,
  ) {
    this.#options = options;
    this.#budget = budget;
    this.#cache = cache;
    this.#durationMs = options.deadlineMilliseconds ?? DEFAULT_DEADLINE_MS;
    this.#deadline = Date.now() + this.#durationMs;
    this.#call = call ?? this;
    this.lockdown = call?.lockdown ?? (options.lockdown && new CallLockdown(options.lockdown));
    this.#begun = cache.now;
    this.#life = new TimedSignal(
      caller,
      this.#durationMs,
      ({ reason }) => new CancelledError({ cause: reason }),
    );
    this.#callToken = call === undefined ? {} : call.#callToken;
  }

  get connectionKey(): string {
    return this.#options.key ?? '';
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
    return Math.max(0, (this.#deadline - Date.now()) / this.#durationMs);
  }

  get windowLeft(): WindowLeft {
    return this.#budget.windowLeft;
  }

  get keptContent(): KeptContent | undefined {
    // What is left out because of its authors has to be counted for each answer anew.
    return this.lockdown === undefined ? this.#cache.contentSince(this.#begun) : undefined;
  }

  get requestCount(): number {
    return this.#requestCount;
  }

  async read<T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>): Promise<T> {
    const key = requestKey(send);
    this.#reading += 1;
    try {
      return key === undefined
        ? await this.#pipeline(this.signal).read(endpoint, send)
        : await this.#joinRead(key, endpoint, send);
    } catch (error) {
      throw await this.#reportFailure(error, endpoint);
    } finally {
      this.#reading -= 1;
    }
  }

  async admit(endpoint: EndpointTemplate, send: Send<unknown>): Promise<void> {
    await this.#writeAccess(true).admit(this, endpoint, send);
  }

  async write<T>(endpoint: EndpointTemplate, send: Send<T>, page?: string): Promise<T> {
    const writes = this.#writeAccess(false);
    const ids = [...(await writes.admit(this, endpoint, send)), ...(page === undefined ? [] : [page])];
    this.#reading += 1;
    try {
      return await this.#pipeline(this.signal).write(endpoint, send);
    } catch (error) {
      throw await this.#reportFailure(error, endpoint);
    } finally {
      this.#reading -= 1;
      // A failed write may be saved as well.
      this.#cache.drop(ids);
      await writes.forget(ids);
    }
  }

  #writeAccess(isRehearsal: boolean): WriteAccess {
    const { writes } = this.#options;
    if (writes === undefined || (writes.isProposal && !isRehearsal)) {
      throw new AccessError(
        say`This server changes nothing in Notion.`,
        say`Whoever runs it can allow changes with WRITE_MODE.`,
      );
    }
    return writes;
  }

  /** Sends the request, or waits for the answer to an identical one that is under way. */
  async #joinRead<T>(
    request: string,
    endpoint: EndpointTemplate,
    send: (client: Client) => Promise<T>,
  ): Promise<T> {
    const { reads, now } = this.#cache;
    // Not what was asked for before a change that has been reported since.
    const key = `${now} ${request}`;
    for (;;) {
      if (reads.has(key)) {
        recordCacheLookup('request', 'joined');
      }
      const patience = reads.deadlineOf(key) ?? this.#deadline;
      try {
        const { value, isJoined } = await reads.join(key, this.signal, this.#deadline, (signal) =>
          this.#pipeline(signal).read(endpoint, send),
        );
        // Tools complete what they have read in place.
        return isJoined ? copyOfJson(value) : value;
      } catch (error) {
        // A turn that comes too late for who asked first may come in time for this call.
        if (!(error instanceof RetryLaterError && patience < this.#deadline)) {
          throw error;
        }
      }
    }
  }

  async fetchFile(address: string, maxBytes: number): Promise<FetchedFile> {
    const { apiUrl, fetchPublic: fetch } = this.#options;
    this.#reading += 1;
    try {
      // Loaded with the first file: a client that starts the server over stdio waits for what is imported above.
      const { fetchFileFor } = await import('./fetch-file-for.js');
      return await fetchFileFor(address, { apiUrl, maxBytes, signal: this.signal, fetch });
    } finally {
      this.#reading -= 1;
    }
  }

  async cached<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: (session: NotionSession) => Promise<Value>,
  ): Promise<Value> {
    const open = (signal: AbortSignal): CallSession =>
      new CallSession(this.#options, this.#budget, this.#cache, signal, this.#call);
    try {
      return await this.#cache.load(kind, id, this.signal, open, async (session) => {
        try {
          return await load(session);
        } finally {
          session.end();
        }
      });
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

  #count(): void {
    this.#requestCount += 1;
    if (this.#call !== this) {
      this.#call.#count();
    }
  }

  /** The requests of this session, which end with the signal. */
  #pipeline(signal: AbortSignal): RequestPipeline {
    return new RequestPipeline({
      connection: this.#options,
      budget: this.#budget,
      signal,
      deadline: this.#deadline,
      durationMs: this.#durationMs,
      fairnessKeys: [this.#cache, this.#call],
      callToken: this.#callToken,
      onRequest: () => this.#count(),
    });
  }

  /** An error as reported to this call. One still on its way to the calls that share a read is not adapted yet. */
  async #reportFailure(error: unknown, endpoint?: EndpointTemplate): Promise<unknown> {
    if (error === this.signal.reason && !(error instanceof ToolError)) {
      return explainTimeOver(endpoint, this.#durationMs, error);
    }
    const { explainLoss } = this.#options;
    return this.#call === this && explainLoss !== undefined && error instanceof ReconnectError
      ? explainLoss(error)
      : error;
  }
}
