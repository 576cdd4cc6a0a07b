import type { LockdownRule } from './lockdown.js';
import type { ReconnectError } from '../../errors.js';
import type { ReadCache } from '../cache/read-cache.js';
import type { RequestBudget, RequestBudgetOptions } from '../limits/request-budget.js';
import type { SendSlots } from '../limits/send-slots.js';
import type { TokenSource } from './token-source.js';

/** What a connection is made of. */
export interface ConnectionOptions {
  /** A token that never changes, or the source of one that does. */
  readonly token: string | TokenSource;
  /** Address of the REST API without `/v1`. */
  readonly apiUrl?: string | undefined;
  /** Milliseconds a tool call may take in all. */
  readonly deadlineMilliseconds?: number | undefined;
  /** A budget to share with other connections of the same authorization, or how to make one. */
  readonly budget?: RequestBudget | RequestBudgetOptions;
  /** What the connection shares with all others of this process. */
  readonly slots?: SendSlots;
  /** What it has read lately; an empty one of its own if absent. It must not have served another authorization. */
  readonly cache?: ReadCache;
  /** Milliseconds before the first repetition of a failed request. */
  readonly backoffMilliseconds?: number;
  /**
   * What a call is told where only a person can help. Asked for by each call on its own: a read is shared by calls of
   * several callers, and the way back that one of them is told is of no business to the others.
   */
  readonly explainLoss?: (error: ReconnectError) => Promise<ReconnectError>;
  /** Whose words are read; everybody's if absent. */
  readonly lockdown?: LockdownRule | undefined;
}
