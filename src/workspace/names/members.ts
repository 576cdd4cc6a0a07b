import type { UserObjectResponse } from '@notionhq/client';
import type { NotionSession } from '../../notion/session.js';
import { listUsers } from '../../notion/endpoints/users.js';

/** Pages of 100 members read to find people; a larger workspace is not read to its end. */
const MAX_MEMBER_PAGES = 10;

/** The workspace's members, bots included. Notion lists no guests. */
interface Members {
  readonly members: readonly UserObjectResponse[];
  /** False for a workspace with more members than are read. */
  readonly complete: boolean;
}

/** Reads the list of members, which has no search of its own. */
export async function readMembers(session: NotionSession): Promise<Members> {
  const members: UserObjectResponse[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_MEMBER_PAGES; page += 1) {
    const directory = await listUsers(session, cursor);
    members.push(...directory.users);
    cursor = directory.nextCursor;
    if (cursor === undefined) {
      return { members, complete: true };
    }
  }
  return { members, complete: false };
}

/** A person's e-mail address, if the connection may see it. */
export function emailOf(member: UserObjectResponse): string | undefined {
  return member.type === 'person' ? member.person.email : undefined;
}
