/** Records connects and disconnects, by browsers, backends and commands. */
export function auditedConnections(audit) {
    return {
        onConnected: ({ id, spaceId, workspace }, by) => audit.record({
            actor: by,
            action: 'connection.connected',
            object: `connection ${id}`,
            space: spaceId,
            outcome: 'done',
            details: { workspace: workspace.id },
        }),
        onDisconnected: (spaceId, id, by) => audit.record({
            actor: by,
            action: 'connection.disconnected',
            object: `connection ${id}`,
            space: spaceId,
            outcome: 'done',
        }),
    };
}
