import { InMemoryTransport, type AuthInfo } from '@modelcontextprotocol/server';
import type { ChatServer } from '../../chat/servers/chat-server.js';
import type { ChatWorkspace } from '../../chat/site/ports.js';
import { SpaceWorkspaces, type SpaceWorkspacesOptions } from '../../connections/space-workspaces.js';
import { parseConnectionId, parsePersonId, spaceOfPerson, type ConnectionId } from '../../ids.js';
import { authInfoOf, fixedCaller } from '../../mcp/calls/request-caller.js';
import { READ_SCOPE, WRITE_SCOPE } from '../../mcp/calls/permitted-tools.js';
import { createServerFactory, type McpServerOptions } from '../../mcp/server.js';
import { say } from '../../text/words.js';

/** Stands for the chat where others have the id of an app, such as in the journal of changes. */
export const CHAT_CLIENT_ID = 'chat';

/** Options of the workspaces' servers. */
interface WorkspaceServersOptions {
  readonly mcp: Omit<McpServerOptions, 'workspacesOf' | 'consent' | 'budget'>;
  readonly connections: Pick<SpaceWorkspacesOptions, 'credentials' | 'registry' | 'hosted'>;
}

/** The server of one workspace of one person, in this process. */
export type WorkspaceServerOf = (personId: string, workspace: ChatWorkspace) => ChatServer;

/**
 * Each workspace is an MCP server of its own, the one that apps reach under `/mcp`, without HTTP in between. It is fixed to
 * one connection of one person when it is made, with the hosted half of the same workspace: nothing that a model writes can
 * name another.
 */
export function workspaceServers({ mcp, connections }: WorkspaceServersOptions): WorkspaceServerOf {
  const createServer = createServerFactory({
    ...mcp,
    workspacesOf: (auth) => {
      const connectionId = connectionOf(auth);
      return new SpaceWorkspaces(fixedCaller(auth).spaceId, {
        ...connections,
        links: {
          linkFor: () => Promise.resolve(undefined),
          otherwise: say`Ask the user to reconnect the workspace on this page.`,
        },
        visibleConnections: () =>
          Promise.resolve({ connectionIds: new Set([connectionId]), withHalves: true, roots: null }),
      });
    },
  });
  return (personId, workspace) => ({
    name: workspace.serverName,
    // Open connections are closed when they are idle: each call looks whether the workspace is still connected.
    key: `workspace ${personId} ${workspace.id}`,
    transport: async () => {
      const [client, own] = InMemoryTransport.createLinkedPair();
      const server = await createServer({
        era: 'legacy',
        authInfo: callerOf(personId, workspace.id, mcp.changes !== undefined),
      });
      await server.connect(own);
      return client;
    },
  });
}

function callerOf(personId: string, workspaceId: string, mayWrite: boolean): AuthInfo {
  const person = parsePersonId(personId);
  const connectionId = parseConnectionId(workspaceId);
  if (person === undefined || connectionId === undefined) {
    throw new Error('A workspace was asked for by no valid person or id.');
  }
  const spaceId = spaceOfPerson(person);
  const scopes = mayWrite ? [READ_SCOPE, WRITE_SCOPE] : [READ_SCOPE];
  const auth = authInfoOf({ kind: 'app', clientId: CHAT_CLIENT_ID, spaceId, scopes }, spaceId);
  return { ...auth, extra: { ...auth.extra, connectionId } };
}

/** Throws unless {@link callerOf} wrote it. */
function connectionOf(auth: AuthInfo | undefined): ConnectionId {
  const id = auth?.extra?.['connectionId'];
  const connectionId = typeof id === 'string' ? parseConnectionId(id) : undefined;
  if (connectionId === undefined) {
    throw new Error('A call of the chat reached the tools without a workspace.');
  }
  return connectionId;
}
