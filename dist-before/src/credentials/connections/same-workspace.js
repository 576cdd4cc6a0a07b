import { connectionsOf } from './read-connections.js';
/** Nothing was stored: the space would have had two kinds of connections to different workspaces. */
export class OtherWorkspaceError extends Error {
    name = 'OtherWorkspaceError';
    /** The workspace that the person has just chosen. */
    chosen;
    /** The workspace that the space's other connection is to. */
    connected;
    /** The kind of that other connection. */
    connectedKind;
    constructor(chosen, connected, connectedKind) {
        super('The space is connected to another workspace.');
        this.chosen = chosen;
        this.connected = connected;
        this.connectedKind = connectedKind;
    }
}
/**
 * A space that has both kinds of connections has them to the same workspace: an answer made of both would otherwise mix two
 * workspaces. So a hosted connection is to one of the workspaces that are connected over REST, if there is any, and the
 * first over REST is to one that is connected through the hosted server, if there is any.
 */
export async function requireSameWorkspace(queries, macs, spaceId, { kind, workspace }) {
    const connected = (await connectionsOf(queries, macs, spaceId)).filter(({ status }) => status !== 'disconnected');
    const rest = connected.filter((connection) => connection.kind === 'rest');
    const hosted = connected.filter((connection) => connection.kind === 'hosted');
    const others = kind === 'hosted' ? rest : rest.length > 0 ? [] : hosted;
    const [other] = others;
    if (other !== undefined && others.every((connection) => connection.workspace.id !== workspace.id)) {
        throw new OtherWorkspaceError(workspace, other.workspace, other.kind);
    }
}
