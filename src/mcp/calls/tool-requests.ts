import type {
  AuthInfo,
  CacheHint,
  CallToolResult,
  Implementation,
  InputRequiredResult,
  Tool as ListedTool,
} from '@modelcontextprotocol/server';
import { ICON } from '../../icon.js';
import type { Tool, WorkspaceSummary } from '../../tool.js';
import type { ToolChooser, ToolNames } from '../../toolsets.js';
import { withWorkspaceArgument } from '../arguments/workspace-argument.js';
import type { CallContext } from './run-tool.js';
import { answerCall, callTool, type CallOptions, type PreparedTool, type RequestTools } from './call-tool.js';
import type { ConsentRound } from './consent-round.js';
import { listTools } from './list-tools.js';
import type { RequestOrigin } from './observe-call.js';
import { permittedTools } from './permitted-tools.js';
import { prepareTool } from './prepare-tool.js';
import type { ConsentCall, ToolAnswer } from './tool-answer.js';
import { toolNamesIn } from './tool-names.js';

/** The list changes with a new version, and when a space connects a second workspace. */
export const LIST_CACHE = { ttlMs: 5 * 60_000, cacheScope: 'private' } as const satisfies CacheHint;

/** Stands for callers without authentication. */
const NO_CALLER = {};

/** How the server introduces itself. `site`: its pages for people, where it has an address that people can open. */
export function serverInfo(version: string, site?: string): Implementation {
  return {
    name: 'notion-rest-mcp',
    title: 'Notion',
    version,
    icons: [{ src: ICON, mimeType: 'image/svg+xml', sizes: ['any'] }],
    ...(site === undefined ? {} : { websiteUrl: site }),
  };
}

/** Options for requests to the tools. */
export interface ToolRequestOptions extends CallOptions {
  /** The tools of one request. Those that span workspaces are for callers with several. */
  readonly chooseTools: ToolChooser;
}

/** A tool behind something that clients see in another form, such as a resource: for whom another tool is permitted. */
export interface InnerTool {
  readonly tool: Tool;
  readonly permittedBy: string;
}

/** Answers `tools/list` and `tools/call`, whichever transport and protocol version they came with. */
export class ToolRequests {
  readonly #options: ToolRequestOptions;
  readonly #forOne: (tool: Tool) => PreparedTool;
  readonly #forSeveral: (tool: Tool) => PreparedTool;
  /** What callers get who choose none of their tools, by the record of a guard. */
  readonly #usual = new WeakMap<object, RequestTools<Tool>>();

  constructor(options: ToolRequestOptions) {
    this.#options = options;
    this.#forOne = preparing((tool) => tool, options);
    this.#forSeveral = preparing(withWorkspaceArgument, options);
  }

  /** The tools of one request: chosen by its headers, and permitted to its caller. */
  toolsOf(
    caller: AuthInfo | undefined,
    header: (name: string) => string | null | undefined,
  ): RequestTools<Tool> {
    const asked = toolNamesIn(header);
    if (Object.values(asked).some((names) => names !== undefined)) {
      return this.#choose(caller, asked);
    }
    const key = caller ?? NO_CALLER;
    const known = this.#usual.get(key) ?? this.#choose(caller, asked);
    this.#usual.set(key, known);
    return known;
  }

  #choose(caller: AuthInfo | undefined, asked: ToolNames): RequestTools<Tool> {
    const served = this.#options.chooseTools(asked);
    const permitted = permittedTools(caller, served);
    let forOne: readonly PreparedTool[] | undefined;
    let forSeveral: readonly PreparedTool[] | undefined;
    const preparedFor = (cards: readonly WorkspaceSummary[]): readonly PreparedTool[] =>
      cards.length > 1
        ? (forSeveral ??= permitted.map((tool) => this.#forSeveral(tool)))
        : (forOne ??= permitted
            .filter((tool) => tool.spansWorkspaces !== true)
            .map((tool) => this.#forOne(tool)));
    return { served, permitted, preparedFor };
  }

  /** Answers `tools/list`. */
  list(
    origin: RequestOrigin,
    caller: AuthInfo | undefined,
    tools: RequestTools,
  ): Promise<readonly ListedTool[]> {
    return listTools(origin, caller, tools, this.#options);
  }

  /** Answers `tools/call`. Rejects with a `RequestError` if no tool has the name. */
  call(
    origin: RequestOrigin,
    stated: ConsentCall,
    tools: RequestTools,
    consent?: ConsentRound,
  ): Promise<CallToolResult | InputRequiredResult> {
    return callTool(origin, stated, tools, this.#options, consent);
  }

  /** The connected workspaces of a caller. */
  workspaces(caller: AuthInfo | undefined): Promise<readonly WorkspaceSummary[]> {
    return this.#options.workspacesOf(caller).list();
  }

  /** Runs a tool that is not listed on the path of a call, with its limits, budget, permission, audit entry and span. */
  runInner(
    origin: RequestOrigin,
    caller: AuthInfo | undefined,
    { permitted }: RequestTools,
    { tool, permittedBy }: InnerTool,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ToolAnswer> {
    const isPermitted = permitted.some(({ name }) => name === permittedBy);
    return answerCall(
      origin,
      { caller, tool: tool.name, arguments: given },
      {
        served: [tool],
        permitted: isPermitted ? [tool] : [],
        preparedFor: (cards) =>
          isPermitted ? [(cards.length > 1 ? this.#forSeveral : this.#forOne)(tool)] : [],
      },
      this.#options,
    );
  }
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
