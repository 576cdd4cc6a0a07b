import {
  McpServer,
  type ClientCapabilities,
  type jsonSchemaValidator,
  type McpServerFactory,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Tool } from '../tool.js';
import type { ConsentRound } from './calls/consent-round.js';
import type { RequestOrigin } from './calls/observe-call.js';
import type { ConsentCall } from './calls/tool-answer.js';
import { confirmingRound } from './elicitation/change-consent.js';
import { LIST_CACHE, serverInfo, ToolRequests, type ToolRequestOptions } from './calls/tool-requests.js';

/** Options for MCP servers. */
export interface McpServerOptions extends ToolRequestOptions {
  /** Instructions for the model, before it has called any of these tools. */
  readonly instructionsFor: (tools: readonly Tool[]) => string;
  readonly version: string;
  /** Asks people to connect during a call; absent where they cannot, as with a token from the configuration. */
  readonly consent?: Consent | undefined;
}

/** Asks a person to connect during a call. */
interface Consent {
  /** Undefined if this client cannot show links. `declared`: the capabilities from `initialize`, if any. */
  startRound(
    context: ServerContext,
    call: ConsentCall,
    declared: ClientCapabilities | undefined,
  ): ConsentRound | undefined;
}

/** The SDK announces list changes by default, and clients would wait for them. */
export const CAPABILITIES = { tools: { listChanged: false } };

/** Replaces the SDK's schema compiler, which is created once per server, so per HTTP request, and which only forms need. */
const noFormValidation: jsonSchemaValidator = {
  getValidator: () => {
    throw new Error('This server shows no forms, so it checks none.');
  },
};

/** Returns the factory that the transports call: once for a stdio connection, once for each HTTP request. */
export function createServerFactory(
  options: McpServerOptions,
  requests: ToolRequests = new ToolRequests(options),
): McpServerFactory {
  return ({ authInfo, requestInfo }) => {
    const tools = requests.toolsOf(authInfo, (name) => requestInfo?.headers.get(name));
    const mcpServer = new McpServer(serverInfo(options.version), {
      instructions: options.instructionsFor(tools.permitted),
      capabilities: CAPABILITIES,
      jsonSchemaValidator: noFormValidation,
      cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
    });
    const { server } = mcpServer;
    const originOf = ({ mcpReq }: ServerContext): RequestOrigin => ({
      id: mcpReq.id,
      meta: mcpReq._meta,
      // Before 2026 the version is negotiated in another HTTP request and repeated in a header.
      protocolVersion:
        server.getNegotiatedProtocolVersion() ??
        requestInfo?.headers.get('mcp-protocol-version') ??
        undefined,
      headers: requestInfo?.headers,
      signal: mcpReq.signal,
    });
    // Own handlers instead of registerTool: one schema and one wording of problems in both protocol eras.
    server.setRequestHandler('tools/list', async (_request, context) => ({
      tools: [...(await requests.list(originOf(context), authInfo, tools))],
    }));
    server.setRequestHandler('tools/call', ({ params }, context) => {
      const stated = { caller: authInfo, tool: params.name, arguments: params.arguments };
      const declared = server.getClientCapabilities();
      const connecting = (): ConsentRound | undefined =>
        options.consent?.startRound(context, stated, declared);
      const consent =
        options.changes === undefined ? connecting() : confirmingRound(context, declared, connecting);
      return requests.call(originOf(context), stated, tools, consent);
    });
    return mcpServer;
  };
}
