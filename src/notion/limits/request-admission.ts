import type { RefusedBy } from './request-window.js';

/** A request's place among others. */
export interface Admission {
  readonly signal: AbortSignal;
  /** When the caller stops waiting, in milliseconds since the epoch. */
  readonly deadline: number;
  /** The parties that ask, from the widest to the narrowest: on each level they take turns. */
  readonly fairnessKeys?: readonly object[];
}

/** What decides when requests of one connection are sent. */
export interface RequestAdmission {
  /** Requests waiting for their turn. */
  readonly queued: number;
  /** What would be sent at once if it were asked for now. */
  readonly windowLeft: { readonly requests: number; readonly limit: number };
  /** Runs `job` in its turn; rejects with a `RetryLaterError` where that would come too late. */
  run<T>(job: () => Promise<T>, admission: Admission): Promise<T>;
  /** Nothing is sent for `seconds`. */
  pause(seconds: number, by?: RefusedBy): void;
}
