import type { ErrorRequestHandler, Response } from 'express';
import { UnavailableError } from '../errors.js';
import { describeError, type Log } from '../telemetry/log/log.js';

/** `Retry-After` of a request that met an outage of the database. */
export const OUTAGE_RETRY_SECONDS = 5;

/** How the routes of one audience answer requests that failed. */
interface FailureResponses {
  /** The request cannot be read: a body that is too large, a path that is not percent-encoded properly. `status` is 4xx. */
  readonly clientError: (response: Response, status: number, error: unknown) => void;
  /** The database does not answer; retrying helps. `Retry-After` is set already. */
  readonly outage: (response: Response, failure: UnavailableError) => void;
  /** A defect of this server. */
  readonly internalError: (response: Response) => void;
}

/** Handles errors of all routes before it: outages and defects are logged. Express's own handler would send a stack trace. */
export function errorHandler(log: Log, responses: FailureResponses): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status !== undefined && status >= 400 && status < 500) {
      responses.clientError(response, status, error);
    } else if (error instanceof UnavailableError) {
      log.warn('a request could not be served now', describeError(error));
      response.set('retry-after', String(OUTAGE_RETRY_SECONDS));
      responses.outage(response, error);
    } else {
      log.error('a request failed unexpectedly', describeError(error));
      responses.internalError(response);
    }
  };
}

/** Express and its body parsers put the status into the error. */
function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}
