import { CancelledError, InputError, ReconnectError, ReportError, ToolError } from '../errors.js';
import type { OpenSession } from '../notion/connection.js';
import type { Tool, WorkspaceCard } from '../tool.js';
import { outcomeOf, type CallOutcome } from './call-outcome.js';
import { inputJsonSchema } from './json-schema.js';
import { describeError, type Log } from '../telemetry/log.js';
import { parseArguments } from './parse-arguments.js';
import { workspaceOf } from './workspace-argument.js';
import type { Workspaces } from './workspaces.js';

/** An answer for the client: text, and the data it is the JSON of if any; with what operators want to know of it. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured?: object;
  readonly outcome: CallOutcome;
  /** Requests that were sent to Notion. */
  readonly requestCount: number;
  /** Where a person can make this call work, and why they have to. The text says both as well. */
  readonly connect?: { readonly reason: string; readonly link: string };
}

/** What a call needs besides its tool, its arguments and its caller. */
export interface CallContext {
  readonly log: Log;
  readonly now: () => Date;
  /** For the tool's context. */
  readonly extraRequests: number;
  /** Short unguessable text: the reference of an unexpected failure, the boundary around page content. */
  readonly randomText: () => string;
}

/** Calls one tool for a caller, with whatever arguments the client sent. Never rejects. */
export type ToolCaller = (
  givenArguments: unknown,
  caller: { readonly workspaces: Workspaces; readonly cards: readonly WorkspaceCard[] },
  signal: AbortSignal,
) => Promise<ToolAnswer>;

/** Prepares a tool for calls. All failures of a call end in here, and nowhere below. */
export function createToolCaller(tool: Tool, context: CallContext): ToolCaller {
  const schema = inputJsonSchema(tool.input);
  return async (givenArguments, { workspaces, cards }, signal) => {
    let notion: OpenSession | undefined;
    const answered = (text: string, outcome: CallOutcome): ToolAnswer => ({
      text,
      outcome,
      requestCount: notion?.requestCount ?? 0,
    });
    try {
      const parsed = parseArguments(tool, schema, givenArguments);
      if (!parsed.ok) {
        return answered([`${tool.name} was not run:`, ...parsed.problems].join('\n'), 'input');
      }
      const wanted = tool.spansWorkspaces === true ? cards[0]?.id : workspaceOf(parsed.value);
      const connection = await workspaces.open(wanted);
      notion = connection.openSession({ signal });
      const answer = await tool.run(parsed.value, {
        notion,
        workspaces: cards,
        now: context.now(),
        extraRequests: context.extraRequests,
        boundary: context.randomText(),
      });
      return typeof answer === 'string'
        ? answered(withLeftOut(answer, notion.leftOut?.()), 'ok')
        : { ...answered(JSON.stringify(answer.structured), 'ok'), structured: answer.structured };
    } catch (error) {
      return signal.aborted
        ? answered(CANCELLED, 'cancelled')
        : { ...answered(explain(error, tool, context), outcomeOf(error)), ...connectOf(error) };
    } finally {
      notion?.end();
    }
  };
}

/** Before the line that leads on, which stays the last. */
function withLeftOut(answer: string, leftOut: string | undefined): string {
  if (leftOut === undefined) {
    return answer;
  }
  const next = answer.lastIndexOf('\nNext: ');
  const isLast = next !== -1 && !answer.includes('\n', next + 1);
  return isLast ? `${answer.slice(0, next)}\n${leftOut}${answer.slice(next)}` : `${answer}\n${leftOut}`;
}

/** Nobody reads it: the protocol drops the answer to a cancelled call. */
const CANCELLED = new CancelledError().message;

function connectOf(error: unknown): Pick<ToolAnswer, 'connect'> {
  return error instanceof ReconnectError && error.link !== undefined
    ? { connect: { reason: error.message, link: error.link } }
    : {};
}

function explain(error: unknown, tool: Tool, { log, randomText }: CallContext): string {
  if (error instanceof ReportError) {
    log.warn('a tool met something it does not understand', { tool: tool.name, ...describeError(error) });
  }
  if (error instanceof InputError) {
    return `${error.argument}: ${error.message}\n${error.advice}`;
  }
  if (error instanceof ToolError) {
    return `${error.message}\n${error.advice}`;
  }
  const reference = randomText();
  log.error('a tool failed unexpectedly', { reference, tool: tool.name, ...describeError(error) });
  return `The server failed unexpectedly while it ran ${tool.name}.\nCall again; if it fails again, report the reference ${reference} to the operator of the server.`;
}
