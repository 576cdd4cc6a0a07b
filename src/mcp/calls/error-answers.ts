import {
  AccessError,
  CancelledError,
  ConfirmationError,
  ConflictError,
  InputError,
  ReconnectError,
  UnexpectedResponseError,
  ToolError,
  TooLargeError,
  UnavailableError,
  UncertainWriteError,
  RetryLaterError,
} from '../../errors.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import type { CallOutcome, ToolAnswer } from './tool-answer.js';

const outcomes = [
  [InputError, 'input'],
  [AccessError, 'access'],
  [ReconnectError, 'reconnect'],
  [RetryLaterError, 'wait'],
  [UnavailableError, 'unavailable'],
  [TooLargeError, 'too_large'],
  [ConflictError, 'conflict'],
  [UncertainWriteError, 'uncertain'],
  [UnexpectedResponseError, 'report'],
  [CancelledError, 'cancelled'],
] as const;

/** Outcome of a call that failed with this error. */
export function outcomeOf(error: unknown): CallOutcome {
  return outcomes.find(([kind]) => error instanceof kind)?.[1] ?? 'internal';
}

/** The answer to a call that was refused before its tool ran. */
export function refusedWith(error: ToolError): ToolAnswer {
  return { text: explanationOf(error), outcome: outcomeOf(error), requestCount: 0, ...requestedOf(error) };
}

/** What can be done about it at the client: connect, confirm the change, or wait. */
export function requestedOf(error: unknown): Pick<ToolAnswer, 'connect' | 'confirm' | 'retrySeconds'> {
  if (error instanceof RetryLaterError) {
    return { retrySeconds: error.seconds };
  }
  if (error instanceof ConfirmationError && error.token !== undefined) {
    return { confirm: { effect: String(error.effect), token: error.token } };
  }
  return error instanceof ReconnectError && error.link !== undefined
    ? { connect: { reason: String(error.wording.problem), link: error.link } }
    : {};
}

/** The text for the client. Unexpected errors are logged under a reference, and none of their content is sent. */
export function explain(
  error: unknown,
  tool: string,
  { log, randomText }: { readonly log: Log; readonly randomText: () => string },
): string {
  if (error instanceof UnexpectedResponseError) {
    log.warn('a tool met an unexpected response', { tool, ...describeError(error) });
  }
  if (error instanceof InputError) {
    return `${error.argument}: ${explanationOf(error)}`;
  }
  if (error instanceof ToolError) {
    return explanationOf(error);
  }
  const reference = randomText();
  log.error('a tool failed unexpectedly', { reference, tool, ...describeError(error) });
  return `The server failed unexpectedly while it ran ${tool}.\nCall again; if it fails again, report the reference ${reference} to the operator of the server.`;
}

/** Both parts are `Words`: foreign text in them is quoted. */
function explanationOf({ wording }: ToolError): string {
  return `${String(wording.problem)}\n${String(wording.advice)}`;
}
