import { InputError, ToolError } from '../../errors.js';
import { retrieveSelf, userCache } from '../../notion/endpoints/users.js';
import type { NotionSession } from '../../notion/session.js';
import { field, textField } from '../../text/json.js';
import { say } from '../../text/words.js';

/** Ids of those whose name is on what this connection makes: its bot, and the person that it acts for. */
interface Authors {
  readonly bot: string | undefined;
  readonly person: string | undefined;
}

/** Nobody where the connection may not read users. */
export async function readAuthors(session: NotionSession): Promise<Authors> {
  try {
    const self = await session.cached(userCache, 'me', (reader) => retrieveSelf(reader));
    return { bot: self.id, person: textField(field(field(field(self, 'bot'), 'owner'), 'user'), 'id') };
  } catch (error) {
    if (error instanceof ToolError) {
      return { bot: undefined, person: undefined };
    }
    throw error;
  }
}

/** All ids that are known. */
export function authorIds({ bot, person }: Authors): ReadonlySet<string> {
  return new Set([bot, person].filter((id) => id !== undefined));
}

/** Who `me` is. An internal connection acts for nobody. */
export async function readMe(session: NotionSession, argument: string): Promise<string> {
  const { person } = await readAuthors(session);
  if (person === undefined) {
    throw new InputError(
      argument,
      say`"me" is nobody here: this connection acts for no person.`,
      say`Pass the person's name, e-mail address or user id.`,
    );
  }
  return person;
}
