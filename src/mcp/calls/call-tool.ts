import { CancelledError, InputError, ReconnectError, ReportError, ToolError } from '../../errors.js';
import type { OpenSession } from '../../notion/client/connection.js';
import type { Tool, WorkspaceCard } from '../../tool.js';
import { outcomeOf, type CallOutcome } from './call-outcome.js';
import { inputJsonSchema } from '../arguments/json-schema.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import { workspaceOf } from '../arguments/workspace-argument.js';
import { omissionNote, withNote } from '../../workspace/omission-note.js';
import type { Workspaces } from '../../connections/workspaces.js';

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
        return answered([`${tool.name} was not run:`, ...parsed.problems.map(String)].join('\n'), 'input');
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
      const note = noteOf(notion);
      if (typeof answer === 'string') {
        return answered(withNote(answer, note), 'ok');
      }
      const structured = structuredWithNote(answer.structured, note);
      return { ...answered(JSON.stringify(structured), 'ok'), structured };
    } catch (error) {
      return signal.aborted
        ? answered(CANCELLED, 'cancelled')
        : {
            ...answered(withNote(explain(error, tool, context), noteOf(notion)), outcomeOf(error)),
            ...connectOf(error),
          };
    } finally {
      notion?.end();
    }
  };
}

/** Nobody reads it: the protocol drops the answer to a cancelled call. */
const CANCELLED = new CancelledError().message;

/** What was left out of the answer because of its authors, and because of where it lies. */
function noteOf(notion: OpenSession | undefined): string {
  const byAuthor = notion?.lockdown === undefined ? '' : omissionNote(notion.lockdown);
  const byPlace = notion?.leftOut?.() ?? '';
  return [byAuthor, byPlace].filter((note) => note !== '').join(' ');
}

/** Data has a field for it, and a text in the data says it too. */
function structuredWithNote(data: object, note: string): object {
  if (note === '') {
    return data;
  }
  const text = 'text' in data && typeof data.text === 'string' ? { text: withNote(data.text, note) } : {};
  return { ...data, ...text, omitted: note };
}

function connectOf(error: unknown): Pick<ToolAnswer, 'connect'> {
  return error instanceof ReconnectError && error.link !== undefined
    ? { connect: { reason: String(error.told.problem), link: error.link } }
    : {};
}

/** Both are `Words`: whatever did not come from this server stands in them between quotation marks. */
function words({ told }: ToolError): string {
  return `${String(told.problem)}\n${String(told.advice)}`;
}

function explain(error: unknown, tool: Tool, { log, randomText }: CallContext): string {
  if (error instanceof ReportError) {
    log.warn('a tool met something it does not understand', { tool: tool.name, ...describeError(error) });
  }
  if (error instanceof InputError) {
    return `${error.argument}: ${words(error)}`;
  }
  if (error instanceof ToolError) {
    return words(error);
  }
  const reference = randomText();
  log.error('a tool failed unexpectedly', { reference, tool: tool.name, ...describeError(error) });
  return `The server failed unexpectedly while it ran ${tool.name}.\nCall again; if it fails again, report the reference ${reference} to the operator of the server.`;
}
