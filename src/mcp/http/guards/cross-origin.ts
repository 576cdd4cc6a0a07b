import type { RequestHandler } from 'express';
import { TOOL_HEADERS } from '../../calls/tool-names.js';
import { isConfiguredOrigin } from './allowed-callers.js';

/** Seconds for which a browser remembers a preflight; Chromium's maximum is two hours. */
const PREFLIGHT_AGE = '3600';
/** The endpoint answers POST only, but a client that tries the others should read that. */
const METHODS = 'POST, GET, DELETE';
/** What clients send beside what the Fetch standard lets them send anyway. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Accept',
  'Last-Event-ID',
  'MCP-Protocol-Version',
  'Mcp-Session-Id',
  'Mcp-Method',
  'Mcp-Name',
  'X-Space-Id',
  ...Object.values(TOOL_HEADERS),
  'traceparent',
  'tracestate',
  'baggage',
].join(', ');
/** What scripts may read of an answer: how to sign in, and how long to wait. */
const ANSWER_HEADERS = 'Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate, Retry-After';

/** Whether pages of this origin may read answers. Those of this machine only where they are configured. */
export function mayReadAnswers(origin: string | undefined, configured: readonly string[]): origin is string {
  return origin !== undefined && isConfiguredOrigin(origin, configured);
}

/**
 * Lets the scripts of configured origins call (CORS). A preflight carries no token, so it is answered before
 * authentication. Credentials are never allowed: a caller is whom its token names, so that a browser's cookies cannot
 * act for its person. Pages of this machine pass the check of origins without being configured, but may not read answers:
 * any program that serves a page here could, through the browser of a person who opens it.
 */
export function crossOrigin(configured: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (!mayReadAnswers(origin, configured)) {
      next();
      return;
    }
    response.set({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': ANSWER_HEADERS,
      // Caches must not hand the answer for one origin to another. Nothing here may be stored anyway.
      vary: 'Origin',
    });
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      response
        .set({
          'access-control-allow-methods': METHODS,
          'access-control-allow-headers': REQUEST_HEADERS,
          'access-control-max-age': PREFLIGHT_AGE,
        })
        .status(204)
        .end();
      return;
    }
    next();
  };
}
