import {
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type AuthInfo,
  type CacheHint,
  type McpServerFactory,
  type Tool as ListedTool,
} from '@modelcontextprotocol/server';
import { nearest } from '../text/suggest.js';
import type { Tool, WorkspaceCard } from '../tool.js';
import { createToolCaller, type CallContext, type ToolCaller } from './call-tool.js';
import { listTool } from './tool-listing.js';
import { withWorkspaceArgument } from './workspace-argument.js';
import type { Workspaces } from './workspaces.js';

/** What the server is made of. */
export interface McpServerOptions extends CallContext {
  readonly tools: readonly Tool[];
  /** Tools that only a caller with several workspaces needs. */
  readonly toolsForSeveralWorkspaces?: readonly Tool[];
  /** For the model, before it has called anything. */
  readonly instructions: string;
  readonly version: string;
  /** The workspaces of whoever sent the request; undefined without authentication (stdio, loopback). */
  readonly workspacesOf: (caller: AuthInfo | undefined) => Workspaces;
}

/** Changes with a new version, and where callers have spaces when one connects a second workspace. */
const LIST_CACHE: CacheHint = { ttlMs: 5 * 60_000, cacheScope: 'private' };

/**
 * Prepares everything that does not depend on a client and returns the factory that the transports call: once for a
 * stdio connection, once for each HTTP request.
 */
export function createServerFactory(options: McpServerOptions): McpServerFactory {
  const forOne = prepare(options.tools, options);
  const forSeveral = prepare(
    [...options.tools.map(withWorkspaceArgument), ...(options.toolsForSeveralWorkspaces ?? [])],
    options,
  );
  const toolSetFor = (cards: readonly WorkspaceCard[]): ToolSet => (cards.length > 1 ? forSeveral : forOne);

  return ({ authInfo }) => {
    const workspaces = options.workspacesOf(authInfo);
    const server = new McpServer(
      { name: 'notion-rest-mcp', title: 'Notion', version: options.version },
      {
        instructions: options.instructions,
        // Said aloud, because the SDK announces list changes unless told otherwise, and clients would wait for them.
        capabilities: { tools: { listChanged: false } },
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    // The two handlers of its own instead of registerTool: one schema and one wording of problems in both protocol eras.
    server.server.setRequestHandler('tools/list', async () => ({
      tools: toolSetFor(await workspaces.list()).listed,
    }));
    server.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const cards = await workspaces.list();
      const { callers } = toolSetFor(cards);
      const call = callers.get(params.name);
      if (call === undefined) {
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          unknownTool(params.name, [...callers.keys()]),
        );
      }
      const { text, isError } = await call(params.arguments, { workspaces, cards }, context.mcpReq.signal);
      return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
    });
    return server;
  };
}

/** Tools as they are listed, and ready to be called. */
interface ToolSet {
  readonly listed: ListedTool[];
  readonly callers: ReadonlyMap<string, ToolCaller>;
}

function prepare(tools: readonly Tool[], context: CallContext): ToolSet {
  return {
    listed: tools.map((tool) => listTool(tool)),
    callers: new Map(tools.map((tool) => [tool.name, createToolCaller(tool, context)])),
  };
}

function unknownTool(name: string, names: readonly string[]): string {
  const guess = nearest(name, names);
  return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
