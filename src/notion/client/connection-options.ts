import type { Client } from '@notionhq/client';
import type { EndpointTemplate, NotionSession } from '../session.js';
import type { LockdownRule } from './lockdown.js';
import type { TextIndex } from '../../search-index/text-index.js';
import type { ReconnectError } from '../../errors.js';
import type { GuardedFetch } from '../../http/fetch/guarded-fetch.js';
import type { ReadCache } from '../cache/read-cache.js';
import type { RequestAdmission } from '../limits/request-admission.js';
import type { RequestBudgetOptions } from '../limits/request-budget.js';
import type { SendSlots } from '../limits/send-slots.js';
import type { TokenSource } from './token-source.js';

/** The right to write. */
export interface WriteAccess {
  /** Writes are admitted, and none is sent. */
  readonly isProposal: boolean;
  /**
   * The ids of what the write changes: what is read of them is forgotten. Rejects with a `ToolError` if it may not be sent. It is
   * judged by what it sends, whatever the tool says.
   */
  admit(
    session: NotionSession,
    endpoint: EndpointTemplate,
    send: (client: Client) => Promise<unknown>,
  ): Promise<readonly string[]>;
  /** Tells the other processes. */
  forget(ids: readonly string[]): Promise<void>;
}

/** The parts of a connection. */
export interface ConnectionOptions {
  /** A token that never changes, or the source of one that does. */
  readonly token: string | TokenSource;
  /** Address of the REST API without `/v1`. */
  readonly apiUrl?: string | undefined;
  /** Milliseconds a tool call may take in all. */
  readonly deadlineMilliseconds?: number | undefined;
  /** A budget to share with other connections of the same authorization, or how to make one. */
  readonly budget?: RequestAdmission | RequestBudgetOptions;
  /** What the connection shares with all others of this process. */
  readonly slots?: SendSlots;
  /** The connection's read cache; a new one if absent. It must not have served another authorization. */
  readonly cache?: ReadCache;
  /** Milliseconds before the first repetition of a failed request. */
  readonly backoffMilliseconds?: number;
  /**
   * The advice for a call if only a person can help. Requested separately by each call: a read is shared by calls of
   * several callers, and the way back given to one of them must not reach the others.
   */
  readonly explainLoss?: (error: ReconnectError) => Promise<ReconnectError>;
  /** Names the connection in the journal of changes; the same in all processes. */
  readonly key?: string | undefined;
  /** The index of what this connection reads. */
  readonly textIndex?: (() => Promise<TextIndex | undefined>) | undefined;
  /** In place of the guarded fetch of files, in tests. */
  readonly fetchPublic?: GuardedFetch | undefined;
  /** Where sessions may write; nowhere if absent. */
  readonly writes?: WriteAccess | undefined;
  /** Whose words are read; everybody's if absent. */
  readonly lockdown?: LockdownRule | undefined;
}
