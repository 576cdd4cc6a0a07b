import {
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type AuthInfo,
  type CacheHint,
  type McpServerFactory,
  type Tool as ListedTool,
} from '@modelcontextprotocol/server';
import { beginOperation } from '../bounded-work/running-operations.js';
import { recordKeyRefusal } from '../telemetry/counters.js';
import { observeOperation } from '../telemetry/operation.js';
import { nearest } from '../text/suggest.js';
import type { Tool, WorkspaceCard } from '../tool.js';
import type { ToolChooser } from '../toolsets.js';
import type { ReadWitness } from './calls/audited-reads.js';
import type { CallBudget } from './calls/call-budget.js';
import type { CallGate } from './calls/call-limiter.js';
import { createToolCaller, type CallContext, type ToolAnswer, type ToolCaller } from './calls/call-tool.js';
import type { ConnectConsent } from './elicitation/connect-consent.js';
import { noElicitation } from './elicitation/no-form-validation.js';
import { observedOperation, reportOf } from './calls/observed-operation.js';
import { logCall } from './calls/log-call.js';
import { permittedTools, refusalOf } from './calls/permitted-tools.js';
import { toolNamesIn } from './http/guards/tool-headers.js';
import { listTool } from './calls/tool-listing.js';
import { withWorkspaceArgument } from './arguments/workspace-argument.js';
import type { Workspaces } from '../connections/workspaces.js';

/** What the server is made of. */
export interface McpServerOptions extends CallContext {
  /** The tools of one request. Those that span workspaces are for callers with several. */
  readonly chooseTools: ToolChooser;
  /** For the model, before it has called any of these tools. */
  readonly instructionsFor: (tools: readonly Tool[]) => string;
  readonly version: string;
  /** Bounds the calls that run at once, over all servers that the factory makes. */
  readonly calls: CallGate;
  /** Keeps callers to what they may use in a day; absent where nobody is kept to anything. */
  readonly budget?: CallBudget | undefined;
  /** Told of calls that have ended; absent where nobody wants to know. */
  readonly reads?: ReadWitness | undefined;
  /** The workspaces of whoever sent the request; undefined without authentication (stdio, loopback). */
  readonly workspacesOf: (caller: AuthInfo | undefined) => Workspaces;
  /** Asks people to connect in the middle of a call; absent where nobody can, as with a token from the configuration. */
  readonly consent?: ConnectConsent | undefined;
}

/** Characters; the protocol's own maximum. Nobody misspells a name into something longer. */
const MAX_TOOL_NAME_LENGTH = 128;

/** Changes with a new version, and where callers have spaces when one connects a second workspace. */
const LIST_CACHE: CacheHint = { ttlMs: 5 * 60_000, cacheScope: 'private' };

/** Returns the factory that the transports call: once for a stdio connection, once for each HTTP request. */
export function createServerFactory(options: McpServerOptions): McpServerFactory {
  const forOne = preparing((tool) => tool, options);
  const forSeveral = preparing(withWorkspaceArgument, options);

  return ({ authInfo, requestInfo }) => {
    const served = options.chooseTools(toolNamesIn((name) => requestInfo?.headers.get(name)));
    const tools = permittedTools(authInfo, served);
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
        jsonSchemaValidator: noElicitation,
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    // The two handlers of its own instead of registerTool: one schema and one wording of problems in both protocol eras.
    server.server.setRequestHandler('tools/list', (_request, context) => {
      const operation = observedOperation('tools/list', context, {
        server: server.server,
        request: requestInfo,
      });
      return observeOperation(
        operation,
        async () => {
          const cards = await options.workspacesOf(authInfo).list();
          return { tools: toolSetFor(cards).map(({ listed }) => listed) };
        },
        () => ({}),
      );
    });
    server.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const call = async (): Promise<ToolAnswer> => {
        const workspaces = options.workspacesOf(authInfo);
        const cards = await workspaces.list();
        const prepared = toolSetFor(cards);
        const tool = prepared.find(({ listed }) => listed.name === params.name);
        if (tool === undefined) {
          const names = prepared.map(({ listed }) => listed.name);
          if (
            served.some(({ name }) => name === params.name) &&
            tools.every(({ name }) => name !== params.name)
          ) {
            recordKeyRefusal('tool');
            return { text: refusalOf(params.name, names), outcome: 'access', requestCount: 0 };
          }
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(params.name, names));
        }
        const run = (): Promise<ToolAnswer> =>
          tool.call(params.arguments, { workspaces, cards }, context.mcpReq.signal);
        return options.budget?.run(authInfo, run) ?? run();
      };
      const tool = served.find(({ name }) => name === params.name)?.name;
      const operation = observedOperation('tools/call', context, {
        server: server.server,
        request: requestInfo,
        tool,
      });
      const stated = { caller: authInfo, tool: params.name, arguments: params.arguments };
      const turn = options.consent?.turn(context, stated, server.server.getClientCapabilities());
      const gated = (): Promise<ToolAnswer> => options.calls.run(authInfo, context.mcpReq.signal, call);
      const logged = (): Promise<ToolAnswer> =>
        logCall(options.log, { tool, caller: authInfo }, () => turn?.run(gated) ?? gated());
      const end = beginOperation(tool ?? 'a tool that does not exist');
      const answer = await observeOperation(operation, logged, reportOf).finally(end);
      const { text, structured, outcome } = answer;
      if (tool !== undefined) {
        options.reads?.({ caller: authInfo, tool, arguments: params.arguments, outcome });
      }
      const asked = turn?.askInstead(answer);
      if (asked !== undefined) {
        return asked;
      }
      return {
        content: [{ type: 'text', text }],
        ...(structured === undefined ? {} : { structuredContent: { ...structured } }),
        ...(outcome === 'ok' ? {} : { isError: true }),
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
  const guess = name.length > MAX_TOOL_NAME_LENGTH ? undefined : nearest(name, names);
  return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
