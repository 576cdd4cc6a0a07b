import type { UserObjectResponse } from '@notionhq/client';
import { InputError } from '../errors.js';
import { parseReference } from '../notion/reference.js';
import { foldText } from '../text/match-text.js';
import { didYouMean, listNames } from '../text/suggest.js';
import type { NotionSession } from '../notion/session.js';
import { listUsers } from '../notion/users.js';

/** Pages of 100 members read to find one person; a workspace with more needs an e-mail address or id. */
const MOST_PAGES = 10;

/**
 * Ids of the people a text means: `me`, an id, an e-mail address or a name. Guests are not in Notion's list of members,
 * so they can only be given by id.
 */
export async function findPeople(session: NotionSession, text: string, argument: string): Promise<string[]> {
  if (text === 'me') {
    return [text];
  }
  const reference = parseReference(text);
  if (reference !== undefined) {
    return [reference.id];
  }
  const members = await allMembers(session);
  const wanted = foldText(text);
  const exact = members.filter((member) => namesOf(member).some((name) => foldText(name) === wanted));
  const found =
    exact.length > 0 ? exact : members.filter((member) => foldText(member.name ?? '').includes(wanted));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) {
    return [only.id];
  }
  if (only !== undefined) {
    throw new InputError(
      argument,
      `${found.length} people match: ${found.map((member) => `${listNames([member.name ?? ''])} (user://${member.id})`).join('; ')}.`,
      'Pass the e-mail address or one of these ids.',
    );
  }
  const names = members.map((member) => member.name ?? '').filter((name) => name !== '');
  throw new InputError(
    argument,
    'No member of the workspace has this name or e-mail address.',
    `${didYouMean(text, names)}Members: ${listNames(names)}. Guests are not listed by Notion; give their id.`,
  );
}

async function allMembers(session: NotionSession): Promise<UserObjectResponse[]> {
  const members: UserObjectResponse[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const directory = await listUsers(session, cursor);
    members.push(...directory.users);
    cursor = directory.nextCursor;
    if (cursor === undefined) {
      break;
    }
  }
  return members;
}

function namesOf(member: UserObjectResponse): string[] {
  const email = member.type === 'person' ? member.person.email : undefined;
  return [member.name, email].filter((name) => typeof name === 'string');
}
