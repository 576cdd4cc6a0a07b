import { isFullUser } from './full-objects.js';
import { listPage } from './list-page.js';
/** People rarely change their names. */
const USER_LIFETIME_MS = 10 * 60_000;
export const userCache = {
    name: 'user',
    lifetimeMs: USER_LIFETIME_MS,
    isShared: true,
};
const membersCache = {
    name: 'members',
    lifetimeMs: USER_LIFETIME_MS,
    isShared: true,
};
/** Notion's maximum. */
const USERS_PER_REQUEST = 100;
/** `GET /v1/users/{user_id}`. Needs the user-information capability. */
export function retrieveUser(session, userId) {
    return session.cached(userCache, userId, (reader) => reader.read('GET /v1/users/{user_id}', (client) => client.users.retrieve({ user_id: userId })));
}
/** `GET /v1/users`, one page of it, bots included. Guests are not listed. */
export function listUsers(session, cursor) {
    return session.cached(membersCache, cursor ?? '', async (reader) => {
        const answer = await reader.read('GET /v1/users', (client) => client.users.list({
            page_size: USERS_PER_REQUEST,
            ...(cursor === undefined ? {} : { start_cursor: cursor }),
        }));
        const page = listPage(answer, cursor, isFullUser);
        for (const user of page.items) {
            reader.setCached(userCache, user.id, user);
        }
        return page;
    });
}
/** `GET /v1/users/me`: the bot behind the token. The cheapest check of a token. */
export function retrieveSelf(session) {
    return session.read('GET /v1/users/me', (client) => client.users.me({}));
}
