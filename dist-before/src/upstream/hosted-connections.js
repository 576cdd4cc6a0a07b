/** The stored hosted connections, with their tokens. `serverUrl`: where calls are sent; a token of another server fails. */
export function hostedConnections(credentials, serverUrl) {
    const opened = ({ id, spaceId, workspace, status }) => ({
        id,
        spaceId,
        workspace: { id: workspace.id, name: workspace.name },
        status: status === 'connected' ? status : 'reconnect_needed',
        tokens: {
            resource: new URL(serverUrl),
            current: async (signal) => {
                const token = await credentials.hostedTokenOf(spaceId, id, signal);
                credentials.markUsed(spaceId, id);
                return token;
            },
            renewed: ({ version }, signal) => credentials.refreshHostedAfterUnauthorized(spaceId, id, version, signal),
        },
    });
    return {
        of: async (spaceId) => {
            const connections = await credentials.hostedConnectionsOf(spaceId);
            return connections.filter(({ status }) => status !== 'disconnected').map(opened);
        },
    };
}
