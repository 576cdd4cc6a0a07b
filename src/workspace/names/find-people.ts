import type { UserObjectResponse } from '@notionhq/client';
import { InputError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { isEmptyWord } from '../../text/empty-word.js';
import { foldShown, writtenForms } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { listNames, listWords, say, Words } from '../../text/words.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete, unreadText } from '../list-end.js';
import { findMe, isMe } from './find-me.js';
import { emailOf, MEMBERS, readMembers } from './members.js';

/**
 * Ids of the people a text means: `me`, an id, an e-mail address or a name. Guests are not in Notion's list of members,
 * so they can only be given by id. `forNobody` is the advice for words such as `nobody`.
 */
export async function findPeople(
  session: NotionSession,
  text: string,
  argument: string,
  forNobody: Words = say`For empty cells use the operator is_empty, for the others is_not_empty. `,
): Promise<string[]> {
  if (isMe(text)) {
    return [await findMe(session, argument)];
  }
  const reference = parseReference(text);
  if (reference !== undefined) {
    return [reference.id];
  }
  const { members, end } = await readMembers(session);
  const forms = new Set(writtenForms(text).map(foldShown));
  const wanted = foldShown(text);
  const exact = members.filter((member) => namesOf(member).some((name) => forms.has(foldShown(name))));
  const found =
    exact.length > 0 ? exact : members.filter((member) => foldShown(member.name ?? '').includes(wanted));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0 && (exact.length > 0 || isComplete(end))) {
    return [only.id];
  }
  const names = members.map((member) => member.name ?? '').filter((name) => name !== '');
  if (exact.length === 0 && !isComplete(end)) {
    throw new InputError(
      argument,
      say`None of the members that were read (${members.length}) has this name or e-mail address. ${unreadText(end, MEMBERS)}`,
      only === undefined
        ? say`${didYouMean(text, names)}Pass the exact name, or the person's id.`
        : say`These contain it: ${listPeople(found)}. Pass one of these ids, or the id of another person.`,
    );
  }
  if (only !== undefined) {
    throw new InputError(
      argument,
      say`${found.length} people match: ${listPeople(found)}.`,
      say`Pass the e-mail address or one of these ids.`,
    );
  }
  throw new InputError(
    argument,
    say`No member of the workspace has this name or e-mail address.`,
    say`${isEmptyWord(text) ? forNobody : didYouMean(text, names)}Members: ${listNames(names)}. Notion does not list guests; pass their id.`,
  );
}

function listPeople(people: readonly UserObjectResponse[]): Words {
  return listWords(people, ({ name, id }) => say`${name ?? ''} (${Words.term(`user://${id}`)})`, '; ');
}

function namesOf(member: UserObjectResponse): string[] {
  return [member.name, emailOf(member)].filter((name) => typeof name === 'string');
}
