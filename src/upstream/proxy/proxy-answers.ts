import type { ServerResponse } from 'node:http';
import { ReconnectError, RetryLaterError, ToolError } from '../../errors.js';
import { UpstreamFailure } from '../request/upstream-failure.js';
import type { MessageRefusal, ProxiedMessage } from './proxied-message.js';

/** JSON-RPC 2.0, and the codes that MCP adds. */
const INVALID_REQUEST = -32_600;
const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;
const HEADER_MISMATCH = -32_020;
/** First of the codes that JSON-RPC leaves to servers. */
const REFUSED = -32_000;

/** How a proxied message ended, for logs and telemetry. */
export type ProxyOutcome =
  'ok' | 'cancelled' | 'input' | 'access' | 'reconnect' | 'wait' | 'unavailable' | 'too_large' | 'internal';

/** An error of ours in place of the hosted server's answer. */
export interface ProxyError {
  readonly code: number;
  readonly message: string;
  readonly data?: object;
  readonly outcome: ProxyOutcome;
  /** Of a body without a message that waits for an answer, and wherever it is told. */
  readonly status: number;
  /** Whether the status is told although a message waits: the protocol has it so. */
  readonly isStatusTold?: boolean;
}

const refusals: Readonly<Record<MessageRefusal, ProxyError>> = {
  notMessage: input(400, INVALID_REQUEST, 'The body is no JSON-RPC message.'),
  method: input(404, METHOD_NOT_FOUND, 'This method is not passed on to Notion.'),
  tool: input(400, INVALID_PARAMS, 'params.name is no tool name.'),
  headers: input(400, HEADER_MISMATCH, 'Mcp-Method or Mcp-Name names something else than the body.'),
};

function input(status: number, code: number, message: string): ProxyError {
  return { status, code, message, outcome: 'input' };
}

/**
 * Of a message that is not passed on. From 2026 on a method that is not there is told in the status, too; headers that
 * contradict the message, which only these versions have, are in any case.
 */
export function refusalError(refusal: MessageRefusal, isStateless: boolean): ProxyError {
  const isStatusTold = refusal === 'headers' || (refusal === 'method' && isStateless);
  return { ...refusals[refusal], isStatusTold };
}

/** The caller may not do this. The text names no tool: names come from the client. */
export function accessError(message: string): ProxyError {
  return { status: 403, code: INVALID_PARAMS, message, outcome: 'access' };
}

/** Of a message that could not be passed on or has no answer; undefined for an unexpected error. */
export function failureError(error: unknown): ProxyError | undefined {
  if (error instanceof ReconnectError) {
    const data =
      error.link === undefined ? { reason: 'reconnect' } : { reason: 'reconnect', url: error.link };
    return { ...toolError(error), data, status: 503, outcome: 'reconnect' };
  }
  if (error instanceof RetryLaterError) {
    const data = { reason: 'wait', retryAfterSeconds: error.seconds };
    return { ...toolError(error), data, status: 503, outcome: 'wait' };
  }
  if (error instanceof ToolError) {
    return { ...toolError(error), status: 503, outcome: 'unavailable' };
  }
  if (error instanceof UpstreamFailure) {
    const { problem } = error;
    return {
      code: REFUSED,
      message: texts[problem],
      status: problem === 'timeout' ? 504 : 502,
      outcome: problem === 'too_large' ? 'too_large' : 'unavailable',
    };
  }
  return undefined;
}

const texts: Readonly<Record<UpstreamFailure['problem'], string>> = {
  network:
    "Notion's hosted server cannot be reached. A call may have been carried out: look before you repeat it.",
  timeout:
    "Notion's hosted server did not answer in time. A call may have been carried out: look before you repeat it.",
  too_large: "The answer of Notion's hosted server is too large to be passed on.",
  malformed: "Notion's hosted server answered with something that is no message.",
};

function toolError({ message, advice }: ToolError): Pick<ProxyError, 'code' | 'message'> {
  return { code: REFUSED, message: `${message} ${advice}` };
}

/**
 * Answers each message that waits for an answer. With status 200, because clients before 2026 look into a body only then;
 * without such a message the status has to say it.
 */
export function sendProxyError(
  response: ServerResponse,
  messages: readonly ProxiedMessage[],
  isBatch: boolean,
  { code, message, data, status, isStatusTold = false }: ProxyError,
): void {
  const error = { code, message, ...(data === undefined ? {} : { data }) };
  const waiting = messages.flatMap(({ method, id }) =>
    method === undefined || id === undefined ? [] : [id],
  );
  const answers = waiting.map((id) => ({ jsonrpc: '2.0', id, error }));
  const body =
    isBatch && answers.length > 0 && !isStatusTold
      ? answers
      : (answers[0] ?? { jsonrpc: '2.0', id: null, error });
  const text = JSON.stringify(body);
  response.writeHead(answers.length > 0 && !isStatusTold ? 200 : status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
