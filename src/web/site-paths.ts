/** The addresses of the site's pages, as paths below the host. */
export interface SitePaths {
  readonly home: string;
  readonly connections: string;
  /** Undefined where there is no chat. */
  readonly chat: string | undefined;
  readonly connect: string;
  readonly connectHosted: string;
  readonly signOut: string;
  readonly signOutEverywhere: string;
  reconnect(workspaceId: string): string;
  reconnectHosted(workspaceId: string): string;
  disconnect(workspaceId: string): string;
  /** `done`: the action just completed. */
  app(appId: string, done?: 'connected'): string;
  removeApp(appId: string): string;
  stopChanges(appId: string): string;
  undo(changeId: string): string;
}

/** The paths for a server at this public address, which may include a path. */
export function sitePaths(publicUrl: string, { hasChat = false }: { hasChat?: boolean } = {}): SitePaths {
  const base = new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, '');
  const connections = `${base}/connections`;
  // In the query, not in the path: an app's id can be a URL, and proxies decode escaped slashes.
  const about = (path: string, id: string, done?: string): string =>
    `${connections}${path}?${new URLSearchParams({ id, ...(done === undefined ? {} : { done }) })}`;
  return {
    home: `${base}/`,
    connections,
    chat: hasChat ? `${base}/chat` : undefined,
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
