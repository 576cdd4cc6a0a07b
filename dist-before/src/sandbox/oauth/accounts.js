import { stableId } from '../ids.js';
/** All people who can give consent; the owner of each workspace comes first. */
export function accountsOf(workspaces) {
    return [...workspaces].flatMap((workspace) => [...workspace.users.values()]
        .filter((user) => !user.bot)
        .sort((a, b) => Number(b.id === workspace.ownerId) - Number(a.id === workspace.ownerId))
        .map((user) => ({ workspace, user })));
}
/** Names the account in the form of the consent page. */
export function accountKey({ workspace, user }) {
    return `${workspace.id}/${user.id}`;
}
/** The `bot_id` of an account's authorization: the same each time that person authorizes. */
export function botIdOf({ workspace, user }) {
    return stableId(`${workspace.id}/${user.id}/authorisation`);
}
/** The workspace as one connection sees it: with the connection's own bot, and its owner as `me`. */
export function workspaceSeenBy(workspace, connection) {
    const { botId, ownerId, name } = connection;
    if (botId === workspace.botId) {
        return workspace;
    }
    const users = new Map(workspace.users);
    users.delete(workspace.botId);
    users.set(botId, { id: botId, name, email: null, bot: true });
    return { ...workspace, botId, ownerId, users };
}
