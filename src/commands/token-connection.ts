import { checkToken } from '../notion/check-token.js';
import { createConnection, type NotionConnection } from '../notion/connection.js';
import { EXIT_USAGE, type Program } from './program.js';

interface ConnectionSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
}

/** Opens a connection with a given token and has it checked in the background, so that no client waits for the check. */
export function connectWithToken(
  token: string,
  { apiUrl, callDeadlineMilliseconds }: ConnectionSettings,
  program: Program,
): NotionConnection {
  const connection = createConnection({ token, apiUrl, deadlineMilliseconds: callDeadlineMilliseconds });
  void endUnlessAccepted(connection, program);
  return connection;
}

async function endUnlessAccepted(connection: NotionConnection, { log, fail }: Program): Promise<void> {
  const state = await checkToken(connection);
  if (state.refused) {
    fail('Notion does not accept NOTION_TOKEN. Copy the token of the connection again.', EXIT_USAGE);
  } else if (state.doubt !== undefined) {
    log.warn('could not check NOTION_TOKEN', { reason: state.doubt });
  }
}
