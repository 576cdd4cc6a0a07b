import type { UserObjectResponse } from '@notionhq/client';
import { isFullUser } from './full-objects.js';
import type { CacheKind, NotionSession } from '../session.js';

/** People rarely change their names. */
const USER_LIFETIME_MS = 10 * 60_000;

interface Directory {
  /** The first members of the workspace, at most `USERS_PER_REQUEST`, bots included. */
  readonly users: readonly UserObjectResponse[];
  readonly nextCursor: string | undefined;
}

export const userCache: CacheKind<UserObjectResponse> = {
  name: 'user',
  lifetimeMs: USER_LIFETIME_MS,
  isShared: true,
};
const directoryCache: CacheKind<Directory> = { name: 'users', lifetimeMs: USER_LIFETIME_MS, isShared: true };

/** Notion's maximum. */
const USERS_PER_REQUEST = 100;

/** `GET /v1/users/{user_id}`. Needs the user-information capability. */
export function retrieveUser(session: NotionSession, userId: string): Promise<UserObjectResponse> {
  return session.cached(userCache, userId, (reader) =>
    reader.read('GET /v1/users/{user_id}', (client) => client.users.retrieve({ user_id: userId })),
  );
}

/** `GET /v1/users`, one page of it. Guests are not listed. */
export function listUsers(session: NotionSession, cursor?: string): Promise<Directory> {
  return session.cached(directoryCache, cursor ?? '', async (reader) => {
    const answer = await reader.read('GET /v1/users', (client) =>
      client.users.list({
        page_size: USERS_PER_REQUEST,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
      }),
    );
    const users = answer.results.filter((user) => isFullUser(user));
    for (const user of users) {
      reader.setCached(userCache, user.id, user);
    }
    return { users, nextCursor: answer.has_more ? (answer.next_cursor ?? undefined) : undefined };
  });
}

/** `GET /v1/users/me`: the bot behind the token. The cheapest check of a token. */
export function retrieveSelf(session: NotionSession): Promise<UserObjectResponse> {
  return session.read('GET /v1/users/me', (client) => client.users.me({}));
}
