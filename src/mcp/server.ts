import { McpServer, ProtocolError, ProtocolErrorCode, type CacheHint } from '@modelcontextprotocol/server';
import { nearest } from '../text/suggest.js';
import type { Tool } from '../tool.js';
import { createToolCaller, type CallContext } from './call-tool.js';
import { listTool } from './tool-listing.js';

/** What the server is made of. */
export interface McpServerOptions extends CallContext {
  readonly tools: readonly Tool[];
  /** For the model, before it has called anything. */
  readonly instructions: string;
  readonly version: string;
}

/** The list changes with a new version only, and is the same for everybody. */
const LIST_CACHE: CacheHint = { ttlMs: 5 * 60_000, cacheScope: 'public' };

/**
 * Prepares everything that does not depend on a client and returns the factory that the transports call: once for a
 * stdio connection, once for each HTTP request.
 */
export function createServerFactory(options: McpServerOptions): () => McpServer {
  const tools = options.tools.map((tool) => listTool(tool));
  const names = tools.map((tool) => tool.name);
  const callers = new Map(options.tools.map((tool) => [tool.name, createToolCaller(tool, options)]));

  return () => {
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
    server.server.setRequestHandler('tools/list', () => ({ tools }));
    server.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const call = callers.get(params.name);
      if (call === undefined) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(params.name, names));
      }
      const { text, isError } = await call(params.arguments, context.mcpReq.signal);
      return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
    });
    return server;
  };
}

function unknownTool(name: string, names: readonly string[]): string {
  const guess = nearest(name, names);
  return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
