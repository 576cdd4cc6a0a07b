import { toolsets } from '../../../src/catalogue.js';
import { createConnection, type NotionConnection } from '../../../src/notion/client/connection.js';
import type { RequestBudget, RequestBudgetOptions } from '../../../src/notion/limits/request-budget.js';
import {
  SANDBOX_TOKEN,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { runWithHosted } from '../../../src/hosted-ways.js';
import type { HostedSession } from '../../../src/notion/hosted-session.js';
import type { Tool, WorkspaceSummary } from '../../../src/tool.js';
import { answerText } from '../answer-text.js';

/** All dates of the sandbox's workspace are counted from here, so that whole answers can be compared. */
export const NOW = new Date('2026-11-20T12:00:00Z');

/** The boundary of every answer in tests. */
export const BOUNDARY = 'b0b0b0b0';

/** Tools running against a sandbox over real HTTP, without MCP in between. */
export interface ToolSandbox {
  readonly sandbox: Sandbox;
  readonly connection: NotionConnection;
  /** Validates the arguments as a client's are and returns the answer's text (data as JSON), or rejects with the tool's error. */
  call(tool: string, input?: object, workspaces?: readonly WorkspaceSummary[]): Promise<string>;
  /** The same, with the image that may follow the text. */
  answer(tool: string, input?: object): Promise<Awaited<ReturnType<Tool['run']>>>;
  /** Requests that the calls since the last look have cost. */
  requests(): number;
  /** Forgets everything read so far, as a freshly started server. */
  restart(): void;
  close(): Promise<void>;
}

/** What one call may spend. */
export interface CallLimits {
  readonly extraRequests?: number;
  readonly deadlineMilliseconds?: number;
  /** The address of something between the tools and the sandbox, of which it is given the address. */
  readonly between?: (sandboxUrl: string) => Promise<string>;
  /** The workspace's hosted half; absent where it has none. */
  readonly hosted?: (sandbox: Sandbox) => Promise<(signal: AbortSignal) => HostedSession>;
}

export async function startToolSandbox(
  options: SandboxOptions = {},
  budget: RequestBudgetOptions | RequestBudget = {},
  { extraRequests = 40, deadlineMilliseconds, between, hosted }: CallLimits = {},
): Promise<ToolSandbox> {
  const sandbox = await startSandbox({ workspace: engineeringWorkspace({ now: NOW }), ...options });
  const apiUrl = between === undefined ? sandbox.url : await between(sandbox.url);
  const connect = (): NotionConnection =>
    createConnection({
      token: SANDBOX_TOKEN,
      apiUrl,
      backoffMilliseconds: 2,
      budget,
      deadlineMilliseconds,
    });
  let connection = connect();
  const openHosted = await hosted?.(sandbox);
  const run = (
    name: string,
    input: object,
    workspaces: readonly WorkspaceSummary[],
  ): Promise<Awaited<ReturnType<Tool['run']>>> => {
    const tool = Object.values(toolsets)
      .flat()
      .find((candidate) => candidate.name === name);
    if (tool === undefined) {
      throw new Error(`There is no tool ${name}.`);
    }
    const notion = connection.openSession({ signal: new AbortController().signal });
    const context = { notion, workspaces, now: NOW, extraRequests, boundary: BOUNDARY };
    const half = openHosted?.(notion.signal);
    return half === undefined
      ? tool.run(tool.input.parse(input), context)
      : runWithHosted(tool, tool.input.parse(input), { ...context, hosted: half });
  };
  return {
    sandbox,
    get connection() {
      return connection;
    },
    async call(name, input = {}, workspaces = []) {
      return answerText(await run(name, input, workspaces));
    },
    async answer(name, input = {}) {
      return run(name, input, []);
    },
    requests() {
      const count = sandbox.requests.length;
      sandbox.clearRequests();
      return count;
    },
    restart() {
      connection = connect();
      sandbox.clearRequests();
    },
    close: () => sandbox.close(),
  };
}

export interface NextCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The call that an answer ends with, ready to be made. */
export function nextCall(answer: string): NextCall | undefined {
  const [, tool, input] = /\nNext: (\w+) (\{.*\})$/.exec(answer) ?? [];
  return tool === undefined || input === undefined
    ? undefined
    : { tool, input: JSON.parse(input) as NextCall['input'] };
}

/** The first URL of an answer. */
export function firstUrl(answer: string): string {
  return /https:\/\/\S+/.exec(answer)?.[0] ?? '';
}
