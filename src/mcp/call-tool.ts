import { CancelledError, InputError, ReportError, ToolError } from '../errors.js';
import type { Tool, WorkspaceCard } from '../tool.js';
import { inputJsonSchema } from './json-schema.js';
import { describeError, type Log } from '../telemetry/log.js';
import { parseArguments } from './parse-arguments.js';
import { workspaceOf } from './workspace-argument.js';
import type { Workspaces } from './workspaces.js';

/** An answer for the client: text, the data it is the JSON of if any, and whether it tells of a failure. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured?: object;
  readonly isError: boolean;
}

/** What a call needs besides its tool, its arguments and its caller. */
export interface CallContext {
  readonly log: Log;
  readonly now: () => Date;
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
    try {
      const parsed = parseArguments(tool, schema, givenArguments);
      if (!parsed.ok) {
        return failure([`${tool.name} was not run:`, ...parsed.problems].join('\n'));
      }
      const wanted = tool.spansWorkspaces === true ? cards[0]?.id : workspaceOf(parsed.value);
      const connection = await workspaces.open(wanted);
      const answer = await tool.run(parsed.value, {
        notion: connection.openSession({ signal }),
        workspaces: cards,
        now: context.now(),
        boundary: context.randomText(),
      });
      return typeof answer === 'string'
        ? { text: answer, isError: false }
        : { text: JSON.stringify(answer.structured), structured: answer.structured, isError: false };
    } catch (error) {
      return failure(signal.aborted ? CANCELLED : explain(error, tool, context));
    }
  };
}

/** Nobody reads it: the protocol drops the answer to a cancelled call. */
const CANCELLED = new CancelledError().message;

function failure(text: string): ToolAnswer {
  return { text, isError: true };
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
