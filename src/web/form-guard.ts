import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { UnavailableError } from '../errors.js';
import { describeError, type Log } from '../telemetry/log/log.js';
import { FORM_TOKEN_FIELD, isFormToken } from './forms/form-token.js';
import { noticePage } from './pages/notice-page.js';
import { fault, outage, staleForm, unreadableForm } from './pages/problem-pages.js';
import { sendPage } from './send-page.js';

/** Far more than the longest form needs. */
const BODY_LIMIT = '32kb';
/** Fields of a form; each workspace is one. */
const MOST_FIELDS = 250;

/** Reads a form's fields into `request.body`. */
export const formBody: RequestHandler = express.urlencoded({
  extended: false,
  limit: BODY_LIMIT,
  parameterLimit: MOST_FIELDS,
  inflate: false,
});

/** Stops forms that another site sends: browsers name the sender's relation to us (Fetch metadata). */
export const ownSiteOnly: RequestHandler = (request, response, next) => {
  // `none` is a form that the person sends again by reloading. Old browsers send nothing; the token decides alone then.
  const relation = request.headers['sec-fetch-site'];
  if (relation === undefined || relation === 'same-origin' || relation === 'none') {
    next();
    return;
  }
  sendPage(response, noticePage(staleForm));
};

/** Whether the parsed form carries the token of this browser; otherwise it is answered. */
export function hasFormToken(request: Request, response: Response, browserSecret: string): boolean {
  const body: unknown = request.body;
  const token =
    typeof body === 'object' && body !== null && FORM_TOKEN_FIELD in body
      ? body[FORM_TOKEN_FIELD]
      : undefined;
  if (isFormToken(token, browserSecret)) {
    return true;
  }
  sendPage(response, noticePage(staleForm));
  return false;
}

/** The end of a browser's request that failed: a form that cannot be read, an outage, or a fault of ours; the last two are logged. */
export function pageFailure(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      sendPage(response, noticePage({ ...unreadableForm, status }));
      return;
    }
    if (error instanceof UnavailableError) {
      log.warn('a page could not be served now', describeError(error));
      sendPage(response, noticePage(outage));
      return;
    }
    log.error('a page failed unexpectedly', describeError(error));
    sendPage(response, noticePage(fault));
  };
}
