import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { checkToken } from '../notion/client/check-token.js';
import type { LockdownRule } from '../notion/client/lockdown.js';
import { createConnection, type NotionConnection } from '../notion/client/connection.js';
import type { SearchIndexSettings } from '../config/settings/search-index-settings.js';
import type { WriteSettings } from '../config/settings/write-settings.js';
import { ReadCache } from '../notion/cache/read-cache.js';
import { RequestBudget } from '../notion/limits/request-budget.js';
import { observeLimits } from '../telemetry/gauges.js';
import { EXIT_USAGE, type Program } from './program.js';
import type { SharedLimits } from './shared-limits.js';
import { tokenIndex, type TokenIndex } from './search-index/token-index.js';

/** A call that opens the connection is answered before that. */
const CHECK_DELAY_MS = 200;
const EXIT_GRACE_MS = 500;

interface ConnectionSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly requestsPerMinute: number;
  readonly lockdown: LockdownRule | undefined;
  /** What may be changed; nothing if absent. */
  readonly writes?: WriteSettings | undefined;
  /** Pages and databases that may be read; everything shared with the connection if absent. */
  readonly roots?: readonly string[] | undefined;
  /** How texts are indexed; absent where they are not. */
  readonly searchIndex?: SearchIndexSettings | undefined;
}

/** A connection, and the index of its texts where there is one. */
export interface TokenConnection extends NotionConnection {
  readonly index: TokenIndex | undefined;
}

/**
 * Opens a connection with a given token and checks it in the background, so that no client waits. What most connections do
 * without is loaded only for those that do not.
 */
export async function connectWithToken(
  token: string,
  settings: ConnectionSettings,
  { redis, windows }: Pick<SharedLimits, 'redis' | 'windows'>,
  program: Program,
): Promise<TokenConnection> {
  const { apiUrl, callDeadlineMilliseconds, requestsPerMinute, lockdown, writes, roots } = settings;
  const name = nameOf(token);
  // The token is of one connection in one workspace.
  const requests = windows.of(name, name);
  const shared = redis && (await import('./shared-cache.js')).tokenSharedReads(redis, token, program.log);
  const budget = new RequestBudget({ requestsPerWindow: requestsPerMinute, requests });
  observeLimits(() => [budget.limit]);
  const { searchIndex } = settings;
  const key = keyOfToken(token);
  const index =
    searchIndex &&
    tokenIndex(searchIndex, { authorization: key, token, apiUrl, budget, lockdown, roots }, program.log);
  // Without webhooks there is no channel: other processes forget what they share, and the rest when it is old.
  const forget = async (ids: readonly string[]): Promise<void> => {
    shared?.drop(ids);
    await index?.report(ids);
  };
  const changeable = writes && (await import('../notion/roots/write-gate.js')).writesWithin(writes, forget);
  const connection = createConnection({
    token,
    apiUrl,
    deadlineMilliseconds: callDeadlineMilliseconds,
    budget,
    lockdown,
    key,
    ...(changeable === undefined ? {} : { writes: changeable }),
    cache: new ReadCache(shared),
  });
  void endUnlessAccepted(connection, program);
  const readable =
    roots === undefined
      ? connection
      : (await import('../notion/roots/rooted-session.js')).restrictToRoots(roots, connection);
  // What lies outside of the roots is not even indexed.
  return { ...readable, textIndex: index && (() => index.open()), index };
}

/** Names the connection of a token in the journal of changes and among the indexes. */
export function keyOfToken(token: string): string {
  return `token ${nameOf(token)}`;
}

/** The same in all processes with this token; a digest, so it does not reveal the token. */
function nameOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}

async function endUnlessAccepted(connection: NotionConnection, { log, fail }: Program): Promise<void> {
  await setTimeout(CHECK_DELAY_MS);
  const state = await checkToken(connection);
  if (state.refused) {
    // Calls that met the same refusal are answered before the program exits.
    await setTimeout(EXIT_GRACE_MS);
    fail('Notion does not accept NOTION_TOKEN. Copy the token of the connection again.', EXIT_USAGE);
  } else if (state.uncertainty !== undefined) {
    log.warn('could not check NOTION_TOKEN', { reason: state.uncertainty });
  }
}
