/** Bytes of the largest file of a free workspace. */
const FREE_UPLOAD_BYTES = 5_242_880;
/** A whole user, as lists, people properties and mentions show it. */
export function presentUser(workspace, user) {
    const common = { object: 'user', id: user.id, name: user.name, avatar_url: null };
    if (!user.bot) {
        const person = user.email === null ? {} : { email: user.email, email_verified: true };
        return { ...common, type: 'person', person };
    }
    return { ...common, type: 'bot', bot: user.id === workspace.botId ? ownBot(workspace) : {} };
}
function ownBot(workspace) {
    const owner = workspace.users.get(workspace.ownerId);
    return {
        owner: owner === undefined || owner.bot
            ? { type: 'workspace', workspace: true }
            : { type: 'user', user: presentUser(workspace, owner) },
        workspace_name: workspace.name,
        workspace_id: workspace.id,
        workspace_limits: { max_file_upload_size_in_bytes: workspace.maxUploadBytes ?? FREE_UPLOAD_BYTES },
    };
}
/** A full user by id; for a person who left the workspace, only the id. */
export function presentUserById(workspace, id) {
    const user = workspace.users.get(id);
    return user === undefined ? partialUser(id) : presentUser(workspace, user);
}
/** Who created or edited a page, block or source: never more than the id. */
export function partialUser(id) {
    return { object: 'user', id };
}
