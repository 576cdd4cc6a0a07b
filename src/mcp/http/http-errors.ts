import type { ErrorRequestHandler, Response } from 'express';
import { UnavailableError } from '../../errors.js';
import { describeError, type Log } from '../../telemetry/log/log.js';

/** JSON-RPC 2.0: the body is no JSON. */
const PARSE_ERROR = -32_700;
/** JSON-RPC 2.0: the body is no message. */
const INVALID_REQUEST = -32_600;
/** First of the codes that JSON-RPC leaves to servers; used for refusals that HTTP's status explains. */
const REFUSED = -32_000;

/** Seconds that a client is asked to wait while the database is away. */
const OUTAGE_WAIT = 5;

/** Answers with an error that both an HTTP client and an MCP client understand. */
export function sendError(response: Response, status: number, message: string, code = REFUSED): void {
  response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}

/** The same where coming again later helps. */
export function sendRetryLater(
  response: Response,
  status: 429 | 503,
  message: string,
  seconds: number,
): void {
  response.set('retry-after', String(seconds));
  sendError(response, status, message);
}

const BODY_ERRORS = {
  notJson: [400, 'The body is not valid JSON.', PARSE_ERROR],
  empty: [400, 'The body is empty.', INVALID_REQUEST],
  tooDeep: [400, 'The body is nested too deeply.', INVALID_REQUEST],
  tooMany: [400, 'The body has too many values.', INVALID_REQUEST],
  cut: [400, 'The request was cut off.'],
  tooLarge: [413, 'The body is too large; the limit is 1 MB.'],
  compressed: [415, 'A compressed body is not accepted.'],
  charset: [415, 'The body must be UTF-8.'],
} as const satisfies Record<string, readonly [status: number, message: string, code?: number]>;

/** A body that is not taken. */
export class BodyError extends Error {
  readonly answer: readonly [status: number, message: string, code?: number];

  constructor(problem: keyof typeof BODY_ERRORS) {
    const answer = BODY_ERRORS[problem];
    super(answer[1]);
    this.name = 'BodyError';
    this.answer = answer;
  }
}

/** The end of every request that failed. Express's own handler would answer with a stack trace. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
    } else if (error instanceof BodyError) {
      sendError(response, ...error.answer);
    } else if (error instanceof UnavailableError) {
      log.warn('a request could not be served now', describeError(error));
      sendRetryLater(response, 503, error.message, OUTAGE_WAIT);
    } else if (isClientFault(error)) {
      sendError(response, 400, 'The request cannot be parsed.');
    } else {
      log.error('a request failed unexpectedly', describeError(error));
      sendError(response, 500, 'The server failed unexpectedly.');
    }
  };
}

/** Such as a path that is not percent-encoded properly: Express puts the status into the error. */
function isClientFault(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500;
}
