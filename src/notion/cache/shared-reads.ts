/** Names a read of one connection. */
export interface ReadName {
  /** Name of the kind of read. */
  readonly kind: string;
  readonly id: string;
}

/**
 * Stands for the last change of an object that anybody was told of. A value may be shared only under the mark that held
 * before it was read: then no change can have come in between unnoticed.
 */
export type InvalidationToken = string;

/** No change was told for as long as anything is shared. */
export const UNCHANGED: InvalidationToken = '';

/** What asking for a read brought. */
export interface SharedRead {
  readonly token: InvalidationToken;
  /** Absent where nobody has shared it lately. */
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

/** What the processes that serve one connection have read lately, kept where all of them reach it. */
export interface SharedReads {
  /** All at once, in the order of the names; undefined where nothing can be asked. Never rejects. */
  fetch(names: readonly ReadName[]): Promise<readonly SharedRead[] | undefined>;
  /** Shares a read for the rest of its life, in the background. */
  store(write: SharedWrite): void;
  /** Has everybody pass over what was shared of these objects until now, in the background. */
  drop(ids: readonly string[]): void;
}
