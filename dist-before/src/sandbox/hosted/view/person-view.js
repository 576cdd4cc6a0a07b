import { UnhiddenMap } from './unhidden-map.js';
/**
 * The workspace as the person sees it: with what is not shared with the connection, and as the author of what she
 * changes. REST shows a connection; the hosted server acts as whoever signed in.
 */
export function viewOf({ workspace, user }) {
    return {
        ...workspace,
        botId: user.id,
        ownerId: user.id,
        pages: new UnhiddenMap(workspace.pages),
        databases: new UnhiddenMap(workspace.databases),
    };
}
/** The person as the functions of the REST sandbox know a caller. */
export function callerOf({ workspace, user }) {
    return { token: '', botId: user.id, workspaceId: workspace.id, name: 'Notion MCP', ownerId: user.id };
}
