import { ReconnectError, ToolError } from '../errors.js';
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
    return { refused: false, doubt: error instanceof ToolError ? error.message : 'An unexpected failure.' };
  }
}
