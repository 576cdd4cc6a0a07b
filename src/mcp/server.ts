import {
  McpServer,
  type CacheHint,
  type jsonSchemaValidator,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { Tool, WorkspaceSummary } from '../tool.js';
import type { ToolChooser } from '../toolsets.js';
import { withWorkspaceArgument } from './arguments/workspace-argument.js';
import {
  callTool,
  prepareTool,
  type CallContext,
  type CallOptions,
  type PreparedTool,
  type RequestTools,
} from './calls/call-tool.js';
import { observeListing, type RequestOrigin } from './calls/observe-call.js';
import { permittedTools } from './calls/permitted-tools.js';
import { toolNamesIn } from './http/guards/tool-headers.js';

/** Options for MCP servers. */
export interface McpServerOptions extends CallOptions {
  /** The tools of one request. Those that span workspaces are for callers with several. */
  readonly chooseTools: ToolChooser;
  /** Instructions for the model, before it has called any of these tools. */
  readonly instructionsFor: (tools: readonly Tool[]) => string;
  readonly version: string;
}

/** The list changes with a new version, and when a space connects a second workspace. */
const LIST_CACHE: CacheHint = { ttlMs: 5 * 60_000, cacheScope: 'private' };

/**
 * Replaces the SDK's schema compiler, which is created once per server, so per HTTP request, and which only forms need.
 */
const noFormValidation: jsonSchemaValidator = {
  getValidator: () => {
    throw new Error('This server shows no forms, so it checks none.');
  },
};

/** Returns the factory that the transports call: once for a stdio connection, once for each HTTP request. */
export function createServerFactory(options: McpServerOptions): McpServerFactory {
  const forOne = preparing((tool) => tool, options);
  const forSeveral = preparing(withWorkspaceArgument, options);

  return ({ authInfo, requestInfo }) => {
    const served = options.chooseTools(toolNamesIn((name) => requestInfo?.headers.get(name)));
    const permitted = permittedTools(authInfo, served);
    const preparedFor = (cards: readonly WorkspaceSummary[]): readonly PreparedTool[] =>
      cards.length > 1
        ? permitted.map((tool) => forSeveral(tool))
        : permitted.filter((tool) => tool.spansWorkspaces !== true).map((tool) => forOne(tool));
    const tools: RequestTools = { served, permitted, preparedFor };
    const mcpServer = new McpServer(
      { name: 'notion-rest-mcp', title: 'Notion', version: options.version },
      {
        instructions: options.instructionsFor(permitted),
        // The SDK announces list changes by default, and clients would wait for them.
        capabilities: { tools: { listChanged: false } },
        jsonSchemaValidator: noFormValidation,
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    const { server } = mcpServer;
    const originOf = (context: RequestOrigin['context']): RequestOrigin => ({
      context,
      server,
      httpRequest: requestInfo,
    });
    // Own handlers instead of registerTool: one schema and one wording of problems in both protocol eras.
    server.setRequestHandler('tools/list', (_request, context) =>
      observeListing(originOf(context), async () => {
        const cards = await options.workspacesOf(authInfo).list();
        return { tools: preparedFor(cards).map(({ listed }) => listed) };
      }),
    );
    server.setRequestHandler('tools/call', ({ params }, context) => {
      const stated = { caller: authInfo, tool: params.name, arguments: params.arguments };
      return callTool(originOf(context), stated, tools, options);
    });
    return mcpServer;
  };
}

/** Prepares each tool once, on first use. */
function preparing(adapt: (tool: Tool) => Tool, context: CallContext): (tool: Tool) => PreparedTool {
  const prepared = new Map<Tool, PreparedTool>();
  return (tool) => {
    const known = prepared.get(tool);
    if (known !== undefined) {
      return known;
    }
    const made = prepareTool(tool.spansWorkspaces === true ? tool : adapt(tool), context);
    prepared.set(tool, made);
    return made;
  };
}
