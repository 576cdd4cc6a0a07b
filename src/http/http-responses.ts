import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { UnavailableError } from '../errors.js';
import { describeError, type Log } from '../telemetry/log/log.js';

/** Nothing here may be cached, sniffed, framed or named to the next site: addresses hold codes and states. */
export const privateAnswers: RequestHandler = (_request, response, next) => {
  response.set({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  next();
};

/** Why a request was refused, in a word for programs. */
type Refusal =
  | 'invalid_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'temporarily_unavailable'
  | 'server_error';

/** Seconds after which a request that met an outage of the database may come again. */
const OUTAGE_WAIT = 5;

/** What the routes of one audience say when they cannot do what they should. */
interface FailureAnswers {
  /** A fault of ours. */
  readonly fault: (response: Response) => void;
  /** The database does not answer; coming again helps. */
  readonly outage: (response: Response, failure: UnavailableError) => void;
}

/** Answers a backend with an error. The message holds our own words only. */
export function refuse(
  response: Response,
  status: number,
  error: Refusal,
  message: string,
  field?: string,
): void {
  response.status(status).json({ error, message, ...(field === undefined ? {} : { field }) });
}

/** Lets these methods pass; the others are told which they are (RFC 9110 §15.5.6). HEAD too: a look must not use up a link. */
export function only(...methods: readonly ('GET' | 'POST' | 'DELETE')[]): RequestHandler {
  return (request, response, next) => {
    if (methods.some((method) => method === request.method)) {
      next();
      return;
    }
    response.set('allow', methods.join(', '));
    refuse(response, 405, 'method_not_allowed', `Only ${methods.join(' and ')} is answered here.`);
  };
}

/** The end of requests that failed: a body that cannot be read, an outage, or a fault of ours; the last two are logged. */
export function failureHandler(log: Log, answers: FailureAnswers): ErrorRequestHandler {
  return (error: unknown, _request: Request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status === 413) {
      refuse(response, 413, 'invalid_request', 'The body is too large.');
    } else if (status === 415) {
      refuse(response, 415, 'unsupported_media_type', 'The body must be UTF-8 and not compressed.');
    } else if (status !== undefined && status >= 400 && status < 500) {
      refuse(response, 400, 'invalid_request', 'The request or its JSON body cannot be read.');
    } else if (error instanceof UnavailableError) {
      log.warn('a request could not be served now', describeError(error));
      response.set('retry-after', String(OUTAGE_WAIT));
      answers.outage(response, error);
    } else {
      log.error('a request failed unexpectedly', describeError(error));
      answers.fault(response);
    }
  };
}

/** Express and its body parser put the status into the error. */
function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}
