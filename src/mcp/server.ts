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
import { progressTokenOf, type SendProgress } from './calls/progress/progress.js';
import { OfferRequests, type Asking } from './resources/offer-requests.js';
import type { Offers } from './resources/offers.js';
import { LIST_CACHE, serverInfo, ToolRequests, type ToolRequestOptions } from './calls/tool-requests.js';

/** Options for MCP servers. */
export interface McpServerOptions extends ToolRequestOptions {
  /** Instructions for the model, before it has called any of these tools. */
  readonly instructionsFor: (tools: readonly Tool[]) => string;
  readonly version: string;
  /** Asks people to connect during a call; absent where they cannot, as with a token from the configuration. */
  readonly consent?: Consent | undefined;
  /** Its pages for people, where people can open them. */
  readonly site?: string | undefined;
  /** What clients are offered beside tools; nothing if absent. Loaded when it is first asked for. */
  readonly offers?: (() => Promise<Offers>) | undefined;
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
const TOOLS_ALONE = { tools: { listChanged: false } };
/** Of a server with offers beside tools: all lists are read when they are wanted. */
export const CAPABILITIES = {
  ...TOOLS_ALONE,
  resources: { listChanged: false, subscribe: false },
  prompts: { listChanged: false },
  completions: {},
};

/** The list of prompts changes with a new version, other pages are edited every minute. */
const RECENT_CACHE = { ttlMs: 60_000, cacheScope: 'private' } as const;

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
  const { offers } = options;
  const openOffers = offers && once(async () => new OfferRequests(await offers(), requests));
  return ({ authInfo, requestInfo }) => {
    const tools = requests.toolsOf(authInfo, (name) => requestInfo?.headers.get(name));
    const mcpServer = new McpServer(serverInfo(options.version, options.site), {
      instructions: options.instructionsFor(tools.permitted),
      capabilities: offers === undefined ? TOOLS_ALONE : CAPABILITIES,
      jsonSchemaValidator: noFormValidation,
      cacheHints: {
        'tools/list': LIST_CACHE,
        'server/discover': LIST_CACHE,
        'prompts/list': LIST_CACHE,
        'resources/templates/list': LIST_CACHE,
        'resources/list': RECENT_CACHE,
      },
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
      sendProgress: progressOf(mcpReq),
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
    if (openOffers !== undefined) {
      const asking = (context: ServerContext): Asking => ({
        origin: originOf(context),
        caller: authInfo,
        tools,
      });
      const answering =
        <Request, Result>(answer: (from: OfferRequests, asking: Asking, request: Request) => Result) =>
        async (request: Request, context: ServerContext): Promise<Awaited<Result>> =>
          await answer(await openOffers(), asking(context), request);
      server.setRequestHandler(
        'resources/list',
        answering((from, by, { params }) => from.listResources(by, params?.cursor)),
      );
      server.setRequestHandler(
        'resources/templates/list',
        answering((from, by) => from.listTemplates(by)),
      );
      server.setRequestHandler(
        'resources/read',
        answering((from, by, { params }) => from.readResource(by, params.uri)),
      );
      server.setRequestHandler(
        'prompts/list',
        answering((from, by) => from.listPrompts(by)),
      );
      server.setRequestHandler(
        'prompts/get',
        answering((from, by, { params }) => from.getPrompt(by, params.name, params.arguments)),
      );
      server.setRequestHandler(
        'completion/complete',
        answering((from, by, { params }) => from.complete(by, params)),
      );
    }
    return mcpServer;
  };
}

/** Loaded with the first use; a failure to load is tried again. */
function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

/** Undefined where the client wants no progress. */
function progressOf({ _meta: meta, notify }: ServerContext['mcpReq']): SendProgress | undefined {
  const progressToken = progressTokenOf(meta);
  return progressToken === undefined
    ? undefined
    : (report) => {
        // A client that is gone gets none.
        notify({ method: 'notifications/progress', params: { progressToken, ...report } }).catch(() => {});
      };
}
