import type { UserObjectResponse } from '@notionhq/client';
import { AccessError, InputError } from '../../errors.js';
import { retrieveSelf, userCache } from '../../notion/endpoints/users.js';
import type { NotionSession } from '../../notion/session.js';
import { say } from '../../text/words.js';

/**
 * `me` as Notion's filters take it: the person that the connection acts for. An internal connection acts for none, and
 * Notion answers its filters by `me` with no rows, or with all of them when negated.
 */
export async function findMe(session: NotionSession, argument: string): Promise<string> {
  const self = await readSelf(session);
  if (self?.type === 'bot' && 'owner' in self.bot && self.bot.owner.type === 'workspace') {
    throw new InputError(
      argument,
      say`${'me'} is nobody here: this is an internal connection, which acts for no person.`,
      say`Pass the person's name, e-mail address or user id.`,
    );
  }
  return 'me';
}

/** Undefined where the connection may not read users, for then Notion alone knows. */
async function readSelf(session: NotionSession): Promise<UserObjectResponse | undefined> {
  try {
    return await session.cached(userCache, 'me', (reader) => retrieveSelf(reader));
  } catch (error) {
    if (error instanceof AccessError) {
      return undefined;
    }
    throw error;
  }
}
