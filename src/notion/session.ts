import type { Client } from '@notionhq/client';

/**
 * One endpoint of the REST API as a template, such as `GET /v1/pages/{page_id}`: it names the request in telemetry and
 * in error messages without naming the page.
 */
export type EndpointTemplate = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /v1/${string}`;

/** Sends one request with the client that it is given. */
export type Send<T> = (client: Client) => Promise<T>;

/** One sort of cached read: its name, how long it stays fresh (milliseconds) and, for the compiler, what it holds. */
export interface CacheKind<Value extends object> {
  readonly name: string;
  readonly lifetimeMs: number;
  /** Room that a value takes in the cache, as a multiple of a title's; 1 if absent. */
  readonly weight?: number;
  /** Whether processes share what they have read of this kind. Its values then have to be the same after JSON. */
  readonly isShared?: boolean;
  /** The object that the value's object is a part of: when that changes, this may have changed too. */
  partOf?(value: Value): string | undefined;
  /** Never set: carries the type only. */
  readonly valueType?: Value;
}

/** A file's bytes, and the type that its host states: a hint, for anybody can state anything. */
export interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** What can be left out, as it is counted for the reader. */
export type OmissionKind =
  'comment' | 'block' | 'page' | 'row' | 'view' | 'database' | 'database name' | 'computed value';

/** Leaves out, for one tool call, what people outside a list have written, and counts it. */
export interface Lockdown {
  /** How many of each kind were left out. */
  readonly omitted: ReadonlyMap<OmissionKind, number>;
  /** The list of members could not be read, so that those who are known by it count as outside. */
  readonly isListUnread: boolean;
  /** Counts what is left out because Notion does not report its author. */
  omit(kind: OmissionKind, id: string): void;
  /** Those that insiders created and were the last to edit. Comments report their author only. */
  keep<Item extends object>(
    session: NotionSession,
    kind: OmissionKind,
    items: readonly Item[],
  ): Promise<Item[]>;
  /** The one thing that was asked for, or the refusal. */
  check<Item extends object>(session: NotionSession, kind: 'page' | 'database', item: Item): Promise<Item>;
}

/** What kept content takes, and which objects it shows: it is forgotten when one of them changes. */
export interface KeptSize {
  readonly bytes: number;
  readonly ids: Iterable<string>;
}

/** Content that one authorization keeps in memory for the calls that follow: bounded, for some minutes, in this process alone. */
export interface KeptContent {
  get<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined;
  set<Value extends object>(kind: CacheKind<Value>, id: string, value: Value, size: KeptSize): void;
  delete(kind: CacheKind<object>, id: string): void;
}

/** What is left of the request window that all calls of one authorization share. */
export interface WindowLeft {
  /** Requests that would be sent without waiting for the next window, as far as this process knows. */
  readonly requests: number;
  /** Requests in a whole window. */
  readonly limit: number;
}

/**
 * What one tool call may do with one connection: read, within the call's deadline and until the client cancels.
 * The endpoint functions (`retrievePage`, `queryDataSource`, …) take it as their first argument.
 */
export interface NotionSession {
  /** Aborts when the client cancels or the deadline passes. */
  readonly signal: AbortSignal;
  /** Share of the call's time that is left: 1 at its start, 0 at the deadline. */
  readonly timeLeft: number;
  /** What the calls of this authorization may still send in this window: plans are chosen by it. Sends nothing. */
  readonly windowLeft: WindowLeft;
  /** Requests sent to Notion so far in this call, retries included. */
  readonly requestCount: number;
  /** Leaves out what people outside a list have written; absent if every author is read. */
  readonly lockdown?: Lockdown | undefined;
  /** Absent for a caller that may not see everything that the authorization reads. */
  readonly keptContent?: KeptContent | undefined;
  /**
   * Sends one read through the limiter, with retries. Rejects with a `ToolError`.
   * `send` may be called several times, each time with a client whose requests end with the attempt.
   */
  read<T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>): Promise<T>;
  /**
   * Fetches a file at an address that a read of this session gave: without the token, and from the public internet only. Rejects
   * with a `ToolError`; with a `FileGoneError` where its host knows nothing there, as with an expired address.
   */
  fetchFile(address: string, maxBytes: number): Promise<FetchedFile>;
  /** Serves a fresh earlier answer, joins an identical read in flight, or runs `load` with a session to read with. */
  cached<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: (session: NotionSession) => Promise<Value>,
  ): Promise<Value>;
  /** Gets what other processes have read recently, all at once, for `peek` to find. Sends nothing to Notion. */
  prefetchShared(kind: CacheKind<object>, ids: Iterable<string>): Promise<void>;
  /** A fresh cached value, without sending anything. */
  getCached<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined;
  /** Keeps a value that came along with another answer. */
  setCached<Value extends object>(kind: CacheKind<Value>, id: string, value: Value): void;
  /** Drops a cached value that turned out to be stale. */
  deleteCached(kind: CacheKind<object>, id: string): void;
}

/** A session of a call that makes changes. Reads of it that a write makes wrong are forgotten in all processes. */
export interface WritingSession extends NotionSession {
  /** Rejects as `write` would where the session may not write there. Sends nothing that changes anything. */
  admit(endpoint: EndpointTemplate, send: Send<unknown>): Promise<void>;
  /**
   * Sends one write through the limiter, once: only `notion/writes/` knows when it may be sent again. Rejects with a
   * `NotionFailure` if it was sent, and with a `ToolError` if it was not, as where the session may not write there. What is
   * kept of `page` is forgotten too.
   */
  write<T>(endpoint: EndpointTemplate, send: Send<T>, page?: string): Promise<T>;
}
