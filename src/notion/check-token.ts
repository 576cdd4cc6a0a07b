import { ReconnectError, ReportError, ToolError } from '../errors.js';
import type { NotionConnection } from './connection.js';
import { retrieveSelf } from './users.js';

/** What one cheap request tells of a token. */
export type TokenState = { readonly refused: true } | { readonly refused: false; readonly doubt?: string };

/** Asks Notion once whether it accepts the connection's token. Trouble on the way is a doubt, not a refusal. */
export async function checkToken(connection: NotionConnection): Promise<TokenState> {
  try {
    await retrieveSelf(connection.openSession({ signal: new AbortController().signal }));
    return { refused: false };
  } catch (error) {
    if (error instanceof ReconnectError) {
      return { refused: true };
    }
    return { refused: false, doubt: doubtOf(error) };
  }
}

/** For a log: the message of a `ReportError` quotes Notion, and an unexpected one anything. */
function doubtOf(error: unknown): string {
  return error instanceof ToolError && !(error instanceof ReportError)
    ? error.message
    : 'Notion gave an unexpected answer.';
}
