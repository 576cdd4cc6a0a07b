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
import type { ToolChooser } from '../toolsets.js';
import { createToolCaller, type CallContext, type ToolCaller } from './call-tool.js';
import { toolNamesIn } from './tool-headers.js';
import { listTool } from './tool-listing.js';
import { withWorkspaceArgument } from './workspace-argument.js';
import type { Workspaces } from './workspaces.js';

/** What the server is made of. */
export interface McpServerOptions extends CallContext {
  /** The tools of one request. Those that span workspaces are for callers with several. */
  readonly chooseTools: ToolChooser;
  /** For the model, before it has called any of these tools. */
  readonly instructionsFor: (tools: readonly Tool[]) => string;
  readonly version: string;
  /** The workspaces of whoever sent the request; undefined without authentication (stdio, loopback). */
  readonly workspacesOf: (caller: AuthInfo | undefined) => Workspaces;
}

/** Changes with a new version, and where callers have spaces when one connects a second workspace. */
const LIST_CACHE: CacheHint = { ttlMs: 5 * 60_000, cacheScope: 'private' };

/** Returns the factory that the transports call: once for a stdio connection, once for each HTTP request. */
export function createServerFactory(options: McpServerOptions): McpServerFactory {
  const forOne = preparing((tool) => tool, options);
  const forSeveral = preparing(withWorkspaceArgument, options);

  return ({ authInfo, requestInfo }) => {
    const workspaces = options.workspacesOf(authInfo);
    const tools = options.chooseTools(toolNamesIn((name) => requestInfo?.headers.get(name)));
    const toolSetFor = (cards: readonly WorkspaceCard[]): readonly PreparedTool[] =>
      cards.length > 1
        ? tools.map((tool) => forSeveral(tool))
        : tools.filter((tool) => tool.spansWorkspaces !== true).map((tool) => forOne(tool));
    const server = new McpServer(
      { name: 'notion-rest-mcp', title: 'Notion', version: options.version },
      {
        instructions: options.instructionsFor(tools),
        // Said aloud, because the SDK announces list changes unless told otherwise, and clients would wait for them.
        capabilities: { tools: { listChanged: false } },
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    // The two handlers of its own instead of registerTool: one schema and one wording of problems in both protocol eras.
    server.server.setRequestHandler('tools/list', async () => ({
      tools: toolSetFor(await workspaces.list()).map(({ listed }) => listed),
    }));
    server.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const cards = await workspaces.list();
      const prepared = toolSetFor(cards);
      const tool = prepared.find(({ listed }) => listed.name === params.name);
      if (tool === undefined) {
        const names = prepared.map(({ listed }) => listed.name);
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(params.name, names));
      }
      const caller = { workspaces, cards };
      const { text, structured, isError } = await tool.call(params.arguments, caller, context.mcpReq.signal);
      return {
        content: [{ type: 'text', text }],
        ...(structured === undefined ? {} : { structuredContent: { ...structured } }),
        ...(isError ? { isError } : {}),
      };
    });
    return server;
  };
}

/** A tool as it is listed, and ready to be called. */
interface PreparedTool {
  readonly listed: ListedTool;
  readonly call: ToolCaller;
}

/** Prepares each tool once, when it is first wanted. */
function preparing(adapt: (tool: Tool) => Tool, context: CallContext): (tool: Tool) => PreparedTool {
  const prepared = new Map<Tool, PreparedTool>();
  return (tool) => {
    const known = prepared.get(tool);
    if (known !== undefined) {
      return known;
    }
    const adapted = tool.spansWorkspaces === true ? tool : adapt(tool);
    const made = { listed: listTool(adapted), call: createToolCaller(adapted, context) };
    prepared.set(tool, made);
    return made;
  };
}

function unknownTool(name: string, names: readonly string[]): string {
  const guess = nearest(name, names);
  return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
