import { minuteTime } from '../../times.js';
/** Authorship of something new. */
export function newStamp(workspace) {
    const now = minuteTime(workspace.clock());
    return { created: now, edited: now, createdBy: workspace.botId, editedBy: workspace.botId };
}
/** Authorship of a change. */
export function editStamp(workspace) {
    return { edited: minuteTime(workspace.clock()), editedBy: workspace.botId };
}
/** Enters that a page's values or content were changed just now. */
export function touchPage(workspace, id) {
    const page = workspace.pages.get(id);
    if (page !== undefined) {
        workspace.pages.set(id, { ...page, ...editStamp(workspace) });
    }
    const block = workspace.blocks.get(id);
    if (block !== undefined) {
        workspace.blocks.set(id, { ...block, ...editStamp(workspace) });
    }
}
