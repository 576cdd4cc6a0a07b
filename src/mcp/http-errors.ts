import type { ErrorRequestHandler, Response } from 'express';
import { describeError, type Log } from '../telemetry/log.js';

/** JSON-RPC 2.0: the body is no JSON. */
const PARSE_ERROR = -32_700;
/** First of the codes that JSON-RPC leaves to servers; used for refusals that HTTP's status explains. */
const REFUSED = -32_000;

/** Answers with an error that both an HTTP client and an MCP client understand. */
export function sendError(response: Response, status: number, message: string, code = REFUSED): void {
  response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}

/** What is told of each failure of express's body parser, by its `type`. */
const BODY_ERRORS: Readonly<Record<string, readonly [status: number, message: string, code?: number]>> = {
  'entity.parse.failed': [400, 'The body is not valid JSON.', PARSE_ERROR],
  'entity.too.large': [413, 'The body is too large; the limit is 1 MB.'],
  'encoding.unsupported': [415, 'A compressed body is not accepted.'],
  'charset.unsupported': [415, 'The body must be UTF-8.'],
  'request.size.invalid': [400, 'The body is not as long as its Content-Length says.'],
  'request.aborted': [400, 'The request was cut off.'],
};

/** The end of every request that failed. Express's own handler would answer with a stack trace. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
    const known = Object.hasOwn(BODY_ERRORS, type) ? BODY_ERRORS[type] : undefined;
    if (known === undefined) {
      log.error('a request failed unexpectedly', describeError(error));
      sendError(response, 500, 'The server failed unexpectedly.');
      return;
    }
    sendError(response, ...known);
  };
}
