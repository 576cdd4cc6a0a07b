import type { AuthInfo, RequestId } from '@modelcontextprotocol/server';
import { describeError, type Log, type LogFields } from '../../telemetry/log/log.js';
import { observeOperation, type Operation, type OperationReport } from '../../telemetry/operation.js';
import type { SendProgress } from './progress/progress.js';
import { RequestError } from './protocol.js';
import { callerSpace } from './request-caller.js';
import { answerLength, type ToolAnswer } from './tool-answer.js';

/** A request as its transport received it. */
export interface RequestOrigin {
  readonly id: RequestId;
  /** The `_meta` of its parameters, unchecked. */
  readonly meta: unknown;
  /** As negotiated or stated; undefined if the client states none. */
  readonly protocolVersion: string | undefined;
  /** HTTP headers; undefined over stdio. */
  readonly headers: Operation['headers'];
  /** Aborts when the client cancels or leaves. */
  readonly signal: AbortSignal;
  /** Absent where the client wants no progress. */
  readonly sendProgress?: SendProgress | undefined;
  /** What the client asked for, where a tool answers something else than `tools/call`. */
  readonly method?: Operation['method'] | undefined;
}

/** Runs `tools/list` in a span, and logs a failure. */
export function observeListing<Result>(
  origin: RequestOrigin,
  { caller, log }: { readonly caller: AuthInfo | undefined; readonly log: Log },
  list: () => Promise<Result>,
): Promise<Result> {
  const reported = (): Promise<Result> =>
    list().catch((error: unknown) => {
      const from = { caller: caller?.clientId, space: callerSpace(caller) };
      throw unexpected(log, 'could not list the tools', from, error);
    });
  return observeOperation(operationOf('tools/list', undefined, origin), reported, () => ({}));
}

/** Runs `tools/call` in a span and logs it. `tool` is undefined for an unknown name, which is not recorded. */
export function observeCall(
  origin: RequestOrigin,
  {
    tool,
    caller,
    log,
  }: { readonly tool: string | undefined; readonly caller: AuthInfo | undefined; readonly log: Log },
  call: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  return observeOperation(
    operationOf(origin.method ?? 'tools/call', tool, origin),
    () => logCall(log, { tool, caller }, call),
    reportOf,
  );
}

/** Logs one line per tool call: caller, tool, outcome and cost. */
export async function logCall(
  log: Log,
  { tool, caller }: { readonly tool: string | undefined; readonly caller: AuthInfo | undefined },
  call: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  const started = performance.now();
  const from = { tool, caller: caller?.clientId, space: callerSpace(caller) };
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    const answer = await call();
    log.info('called a tool', {
      ...from,
      outcome: answer.outcome,
      ms: milliseconds(),
      requests: answer.requestCount,
      characters: answerLength(answer),
    });
    return answer;
  } catch (error) {
    throw unexpected(log, 'could not call a tool', { ...from, ms: milliseconds() }, error);
  }
}

/** For example an unreadable database: logged, and nothing of it sent. The SDK would send the error's own message. */
function unexpected(log: Log, message: string, fields: LogFields, error: unknown): RequestError {
  if (error instanceof RequestError) {
    return error;
  }
  log.error(message, { ...fields, ...describeError(error) });
  return new RequestError('internalError', 'The server failed unexpectedly.');
}

function operationOf(
  method: Operation['method'],
  tool: string | undefined,
  { id, meta, protocolVersion, headers }: RequestOrigin,
): Operation {
  return {
    method,
    tool,
    jsonRpcId: id,
    protocolVersion,
    transport: headers === undefined ? 'pipe' : 'tcp',
    meta,
    headers,
  };
}

/** An answer that reports a failure counts as an error. */
function reportOf(answer: ToolAnswer): OperationReport {
  const { outcome, requestCount } = answer;
  const failed = outcome !== 'ok' && outcome !== 'cancelled';
  return {
    errorType: failed ? outcome : undefined,
    cancelled: outcome === 'cancelled',
    requestCount,
    answerSize: answerLength(answer),
  };
}
