import { RequestBudget } from '../limits/request-budget.js';
import { ReadCache } from '../cache/read-cache.js';
import type { HostedSession } from '../hosted-session.js';
import { CallSession, type OpenSession } from './call-session.js';
import type { TextIndex } from '../../search-index/text-index.js';
import type { ConnectionOptions } from './connection-options.js';

/** One Notion authorization: its token, request budget and cache, shared by all calls that use it. */
export interface NotionConnection {
  /** Opens the connection for one tool call. `signal` aborts when the client cancels. */
  openSession(options: { signal: AbortSignal }): OpenSession;
  /** The index of its texts; absent where there is none. Resolves to undefined where it cannot be opened. */
  readonly textIndex?: (() => Promise<TextIndex | undefined>) | undefined;
  /** The same workspace through Notion's hosted server, for one tool call; absent where it is not connected there. */
  readonly hosted?: ((signal: AbortSignal) => HostedSession) | undefined;
}

/** Connects nothing yet: the first read does. */
export function createConnection(options: ConnectionOptions): NotionConnection {
  const { budget: given = {} } = options;
  const budget = 'run' in given ? given : new RequestBudget(given);
  const cache = options.cache ?? new ReadCache();
  return {
    openSession: ({ signal }) => new CallSession(options, budget, cache, signal),
    textIndex: options.textIndex,
  };
}
