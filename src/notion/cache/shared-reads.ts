/** Names a read of one connection. */
export interface ReadName {
  /** Name of the kind of read. */
  readonly kind: string;
  readonly id: string;
}

/**
 * Identifies the last reported change of an object. A value may be shared only under the mark that was current before
 * it was read: then no change can have gone unnoticed in between.
 */
export type InvalidationToken = string;

/** No change was reported for as long as anything stays shared. */
export const UNCHANGED: InvalidationToken = '';

/** The result of asking for a shared read. */
export interface SharedRead {
  readonly token: InvalidationToken;
  /** Absent if no process has shared it recently. */
  readonly found?: {
    readonly value: object;
    /** Milliseconds for which it is still fresh. */
    readonly freshFor: number;
  };
}

/** A read to be shared. */
export interface SharedWrite extends ReadName {
  readonly value: object;
  /** Milliseconds. */
  readonly lifetimeMs: number;
  /** The mark before it was read. */
  readonly token: InvalidationToken;
}

/** What the processes that serve one connection have read recently, stored where all of them can reach it. */
export interface SharedReads {
  /** All at once, in the order of the names; undefined if the store is unavailable. Never rejects. */
  fetch(names: readonly ReadName[]): Promise<readonly SharedRead[] | undefined>;
  /** Shares a read for the rest of its life, in the background. */
  store(write: SharedWrite): void;
  /** Makes all processes ignore what was shared of these objects until now, in the background. */
  drop(ids: readonly string[]): void;
}
