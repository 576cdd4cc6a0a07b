import { setTimeout } from 'node:timers/promises';
import { checkToken } from '../notion/check-token.js';
import { createConnection, type NotionConnection } from '../notion/connection.js';
import { EXIT_USAGE, type Program } from './program.js';

/** Milliseconds. */
const LAST_WORDS = 500;

interface ConnectionSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly requestsPerMinute: number;
}

/** Opens a connection with a given token and has it checked in the background, so that no client waits for the check. */
export function connectWithToken(
  token: string,
  { apiUrl, callDeadlineMilliseconds, requestsPerMinute }: ConnectionSettings,
  program: Program,
): NotionConnection {
  const connection = createConnection({
    token,
    apiUrl,
    deadlineMilliseconds: callDeadlineMilliseconds,
    budget: { requestsPerWindow: requestsPerMinute },
  });
  void endUnlessAccepted(connection, program);
  return connection;
}

async function endUnlessAccepted(connection: NotionConnection, { log, fail }: Program): Promise<void> {
  const state = await checkToken(connection);
  if (state.refused) {
    // Calls that have met the same refusal are answered before their client finds the program gone.
    await setTimeout(LAST_WORDS);
    fail('Notion does not accept NOTION_TOKEN. Copy the token of the connection again.', EXIT_USAGE);
  } else if (state.doubt !== undefined) {
    log.warn('could not check NOTION_TOKEN', { reason: state.doubt });
  }
}
