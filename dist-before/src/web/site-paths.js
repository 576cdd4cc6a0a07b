/** The paths for a server at this public address, which may include a path. */
export function sitePaths(publicUrl) {
    const base = new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, '');
    const connections = `${base}/connections`;
    // In the query, not in the path: an app's id can be a URL, and proxies decode escaped slashes.
    const about = (path, id, done) => `${connections}${path}?${new URLSearchParams({ id, ...(done === undefined ? {} : { done }) })}`;
    return {
        home: `${base}/`,
        connections,
        connect: `${connections}/connect`,
        connectHosted: `${connections}/connect-hosted`,
        signOut: `${connections}/sign-out`,
        signOutEverywhere: `${connections}/sign-out-everywhere`,
        reconnect: (id) => about('/reconnect', id),
        reconnectHosted: (id) => about('/connect-hosted', id),
        disconnect: (id) => about('/disconnect', id),
        app: (id, done) => about('/app', id, done),
        removeApp: (id) => about('/remove-app', id),
        stopChanges: (id) => about('/stop-changes', id),
        undo: (id) => about('/undo', id),
    };
}
