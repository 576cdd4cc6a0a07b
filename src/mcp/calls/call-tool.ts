import type {
  CallToolResult,
  ImageContent,
  InputRequiredResult,
  Tool as ListedTool,
} from '@modelcontextprotocol/server';
import { beginOperation } from '../../bounded-work/running-operations.js';
import type { Workspaces } from '../../connections/workspaces.js';
import { CancelledError } from '../../errors.js';
import type { OpenSession } from '../../notion/client/call-session.js';
import type { NotionConnection } from '../../notion/client/connection.js';
import { recordKeyRefusal } from '../../telemetry/counters.js';
import type { Tool, WorkspaceSummary } from '../../tool.js';
import { omissionNote, withNote } from '../../workspace/omission-note.js';
import { inputJsonSchema, type JsonSchema } from '../arguments/json-schema.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import { workspaceOf } from '../arguments/workspace-argument.js';
import type { ReadObserver } from './audit/audited-reads.js';
import type { CallBudget } from './call-budget.js';
import type { CallLimiter } from './call-limiter.js';
import type { Approval, ConsentRound } from './consent-round.js';
import { explain, outcomeOf, requestedOf } from './error-answers.js';
import { observeCall, type RequestOrigin } from './observe-call.js';
import { refusalOf, unknownTool } from './permitted-tools.js';
import { progressSender } from './progress/progress.js';
import { RequestError } from './protocol.js';
import { runTool, type CallContext, type CallerWorkspaces } from './run-tool.js';
import { reasonOf, type ConsentCall, type ToolAnswer } from './tool-answer.js';
import { withUnderstood } from './understood-arguments.js';

type Parsed = Extract<ReturnType<typeof parseArguments>, { ok: true }>['value'];
type Result = Awaited<ReturnType<Tool['run']>>;

/** Options shared by all calls of a server. */
export interface CallOptions extends CallContext {
  /** Bounds the calls that run at once. */
  readonly calls: CallLimiter;
  /** Daily budgets of callers; absent where callers have none. */
  readonly budget?: CallBudget | undefined;
  /** Called after each call; absent where reads are not audited. */
  readonly reads?: ReadObserver | undefined;
  /** The workspaces of a caller; the caller is undefined without authentication (stdio, loopback). */
  readonly workspacesOf: (caller: ConsentCall['caller']) => Workspaces;
}

/** What has to be known of a tool before it is called. */
type KnownTool = Pick<Tool, 'name'> & {
  /** Where a structured answer has a stated shape. */
  readonly output?: object | undefined;
};

/** The tools of one request. */
export interface RequestTools<Known extends KnownTool = KnownTool> {
  /** Tools that this server serves, permitted or not. */
  readonly served: readonly Known[];
  readonly permitted: readonly Known[];
  /** Permitted tools as they look to a caller with these workspaces. */
  readonly preparedFor: (cards: readonly WorkspaceSummary[]) => readonly PreparedTool[];
}

/** A tool as it is listed, and ready to be called. Each is made when it is first used: it takes a conversion of schemas. */
export interface PreparedTool {
  readonly name: string;
  readonly listed: ListedTool;
  readonly call: ToolCaller;
}

/** Calls one tool with unchecked arguments. Never rejects. */
export type ToolCaller = (
  givenArguments: unknown,
  caller: CallerWorkspaces,
  signal: AbortSignal,
) => Promise<ToolAnswer>;

/**
 * The path of a `tools/call` request. Each step is a function below:
 *
 *     observe → limit → find tool → (daily budget) → parse → open session → run → answer
 *
 * Limits come first: to find the tool, the caller's workspaces are read from the database.
 */
export async function callTool(
  origin: RequestOrigin,
  stated: ConsentCall,
  tools: RequestTools,
  options: CallOptions,
  consent?: ConsentRound,
): Promise<CallToolResult | InputRequiredResult> {
  const answer = await answerCall(origin, stated, tools, options, consent);
  return consent?.elicitInstead(answer) ?? resultOf(answer, outputIn(tools, stated.tool));
}

/** The same before it gets the protocol's form. */
export function answerCall(
  origin: RequestOrigin,
  stated: ConsentCall,
  tools: RequestTools,
  options: CallOptions,
  consent?: ConsentRound,
): Promise<ToolAnswer> {
  const limited = (): Promise<ToolAnswer> => limit(origin, stated, tools, options, consent?.approval);
  return observe(origin, stated, tools, options, () => consent?.run(limited) ?? limited());
}

/** Whether the data of a tool's answers have a stated shape, which clients check. */
function outputIn({ served }: RequestTools, name: string): boolean {
  return served.find((tool) => tool.name === name)?.output !== undefined;
}

/** For the operator: span, log line, audit entry, and the watchdog's list of what is running. */
async function observe(
  origin: RequestOrigin,
  stated: ConsentCall,
  { served }: RequestTools,
  { log, reads }: CallOptions,
  call: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  const { caller } = stated;
  const tool = served.find(({ name }) => name === stated.tool)?.name;
  const end = beginOperation(tool ?? 'a tool that does not exist');
  const answer = await observeCall(origin, { tool, caller, log }, call).finally(end);
  if (tool !== undefined) {
    reads?.({ ...stated, arguments: answer.input ?? stated.arguments, outcome: answer.outcome });
  }
  return answer;
}

/** Waits for nothing: a call over the limit of its space, or of the process, is refused. */
function limit(
  { signal, sendProgress }: RequestOrigin,
  stated: ConsentCall,
  tools: RequestTools,
  options: CallOptions,
  approval: Approval | undefined,
): Promise<ToolAnswer> {
  const { calls, budget } = options;
  return calls.run(stated.caller, signal, async () => {
    const workspaces = options.workspacesOf(stated.caller);
    const cards = await workspaces.list();
    const found = findTool(stated.tool, tools, cards);
    if ('refused' in found) {
      return found.refused;
    }
    const progress = sendProgress && progressSender(sendProgress);
    const from = { caller: stated.caller, approval, workspaces, workspaceSummaries: cards, progress };
    const run = (): Promise<ToolAnswer> => found.tool.call(stated.arguments, from, signal);
    return budget?.run(stated.caller, run) ?? run();
  });
}

/** Throws a `RequestError` for a name that no tool has; a tool that this caller may not use is refused in an answer. */
function findTool(
  name: string,
  { served, permitted, preparedFor }: RequestTools,
  cards: readonly WorkspaceSummary[],
): { readonly tool: PreparedTool } | { readonly refused: ToolAnswer } {
  const prepared = preparedFor(cards);
  const tool = prepared.find((one) => one.name === name);
  if (tool !== undefined) {
    return { tool };
  }
  const names = prepared.map((one) => one.name);
  const isNamed = (candidate: KnownTool): boolean => candidate.name === name;
  if (served.some(isNamed) && !permitted.some(isNamed)) {
    recordKeyRefusal('tool');
    return { refused: { text: refusalOf(name, names), outcome: 'access', requestCount: 0 } };
  }
  throw new RequestError('invalidParams', unknownTool(name, names));
}

/** Parse, open session, run, answer. Every failure of a call ends here. `schema` is the JSON Schema of the tool's input. */
export function createToolCaller(
  tool: Tool,
  context: CallContext,
  schema: JsonSchema = inputJsonSchema(tool.input),
): ToolCaller {
  return async (givenArguments, from, signal) => {
    let notion: OpenSession | undefined;
    let parsed: ReturnType<typeof parseArguments> | undefined;
    const understood = (answer: ToolAnswer): ToolAnswer =>
      parsed === undefined ? answer : withUnderstood(answer, parsed);
    try {
      parsed = parseArguments(tool, schema, givenArguments);
      if (!parsed.ok) {
        return understood(invalidArguments(tool, parsed.problems));
      }
      const connection = await openConnection(tool, parsed.value, from);
      notion = connection.openSession({ signal });
      const { textIndex, hosted } = connection;
      const opened = { notion, textIndex, hosted: hosted?.(notion.signal) };
      const result = await runTool(tool, parsed.value, opened, from, context);
      return understood(answerTo(result, notion));
    } catch (error) {
      return understood(answerToFailure(error, tool, notion, signal, context));
    } finally {
      notion?.end();
    }
  };
}

function invalidArguments(tool: Tool, problems: readonly unknown[]): ToolAnswer {
  return {
    text: [`${tool.name} was not run:`, ...problems.map(String)].join('\n'),
    outcome: 'input',
    requestCount: 0,
  };
}

/** A tool that spans workspaces gets the connection of the first one. */
function openConnection(
  tool: Tool,
  input: Parsed,
  { workspaces, workspaceSummaries }: Parameters<ToolCaller>[1],
): Promise<NotionConnection> {
  const wanted = tool.spansWorkspaces === true ? workspaceSummaries[0]?.id : workspaceOf(input);
  return workspaces.open(wanted);
}

function answerTo(result: Result, notion: OpenSession): ToolAnswer {
  const note = noteOf(notion);
  const { requestCount } = notion;
  if (typeof result === 'string') {
    return { text: withNote(result, note), outcome: 'ok', requestCount };
  }
  if ('image' in result) {
    const { text, image } = result;
    return { text: withNote(text, note), image, outcome: 'ok', requestCount };
  }
  if ('data' in result) {
    return { text: withNote(result.text, note), data: result.data, outcome: 'ok', requestCount };
  }
  const structured = structuredWithNote(result.structured, note);
  return { text: JSON.stringify(structured), structured, outcome: 'ok', requestCount };
}

function answerToFailure(
  error: unknown,
  tool: Tool,
  notion: OpenSession | undefined,
  signal: AbortSignal,
  context: CallContext,
): ToolAnswer {
  const requestCount = notion?.requestCount ?? 0;
  if (signal.aborted) {
    // The protocol drops the answer to a cancelled call.
    return { text: new CancelledError().message, outcome: 'cancelled', requestCount };
  }
  return {
    text: withNote(explain(error, tool.name, context), noteOf(notion)),
    outcome: outcomeOf(error),
    requestCount,
    ...requestedOf(error),
  };
}

/** What was omitted from the answer, by author and by location. */
function noteOf(notion: OpenSession | undefined): string {
  const byAuthor = notion?.lockdown === undefined ? '' : omissionNote(notion.lockdown);
  const byPlace = notion?.leftOut?.() ?? '';
  return [byAuthor, byPlace].filter((note) => note !== '').join(' ');
}

/** The note is added as a field, and to the text of the data. */
function structuredWithNote(data: object, note: string): object {
  if (note === '') {
    return data;
  }
  const text = 'text' in data && typeof data.text === 'string' ? { text: withNote(data.text, note) } : {};
  return { ...data, ...text, omitted: note };
}

/** The answer in the protocol's form. */
function resultOf(answer: ToolAnswer, hasOutput: boolean): CallToolResult {
  const { text, image, structured, outcome } = answer;
  // A client checks whatever data come against a stated shape, those of a failure too.
  const data = answer.data ?? (hasOutput ? undefined : reasonOf(answer));
  return {
    content: [{ type: 'text', text }, ...(image === undefined ? [] : [imageContent(image)])],
    ...(structured === undefined ? {} : { structuredContent: { ...structured } }),
    // With the text: some clients hand a model the data in its place.
    ...(data === undefined ? {} : { structuredContent: { ...data, answer: text } }),
    ...(outcome === 'ok' ? {} : { isError: true }),
  };
}

function imageContent({ bytes, mime }: NonNullable<ToolAnswer['image']>): ImageContent {
  return { type: 'image', data: Buffer.from(bytes).toString('base64'), mimeType: mime };
}
