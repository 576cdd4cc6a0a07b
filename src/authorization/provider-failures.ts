import type { default as OidcProvider, KoaContextWithOIDC } from 'oidc-provider';
import { UnavailableError } from '../errors.js';
import { describeError, type Log } from '../telemetry/log.js';
import type { Notice } from '../web/notice-page.js';
import { authorizationProblem, fault, outage, type AuthorizationProblem } from '../web/problem-pages.js';

/** Seconds after which a request that met an outage of the database may come again. */
const OUTAGE_WAIT = '5';

/**
 * Writes down what fails, and answers clients that met an outage with words that let them keep their tokens and come again
 * (RFC 6749 knows no such error of the token endpoint; clients go by the status).
 */
export function handleFailures(provider: OidcProvider, log: Log): void {
  const fail = (error: unknown): void =>
    log.error('the authorization server failed unexpectedly', describeError(error));
  provider.on('server_error', (context, error) => {
    if (error instanceof UnavailableError) {
      log.warn('a request could not be served now', describeError(error));
      answerOutage(context, error);
    } else {
      fail(error);
    }
  });
  // What went wrong outside of the library's own error handling, which would write to the console.
  (provider as NodeJS.EventEmitter).on('error', fail);
}

/** The library has prepared its answer by then; a page for a person has been sent already. */
function answerOutage(context: KoaContextWithOIDC, { message, advice }: UnavailableError): void {
  if (context.respond !== false) {
    context.status = 503;
    context.set('retry-after', OUTAGE_WAIT);
    context.body = { error: 'temporarily_unavailable', error_description: `${message} ${advice}` };
  }
}

/** The page for a request of a browser that cannot be sent back to its app. `code` is the library's word for the failure. */
export function failurePage(code: string, error: Error): Notice {
  if (error instanceof UnavailableError) {
    return outage;
  }
  return code === 'server_error' ? fault : authorizationProblem(problemOf(code, error));
}

function problemOf(code: string, error: Error): AuthorizationProblem {
  switch (code) {
    case 'invalid_client':
    case 'invalid_client_metadata':
      return 'unknown_client';
    case 'invalid_redirect_uri':
      return 'bad_redirect';
    default:
      return error.name === 'SessionNotFound' ? 'gone' : 'refused';
  }
}
