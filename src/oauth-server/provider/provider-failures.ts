import type { default as OidcProvider, KoaContextWithOIDC } from 'oidc-provider';
import type { UnavailableError } from '../../errors.js';
import { OUTAGE_RETRY_SECONDS } from '../../http/error-handler.js';
import { BusyError, outageBehind } from '../../http/limits/busy-error.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import type { Notice } from '../../web/pages/notice-page.js';
import {
  authorizationProblem,
  busyPage,
  internalErrorPage,
  outagePage,
  type AuthorizationProblem,
} from '../../web/pages/problem-pages.js';

/** What the library tells of requests that it has refused. The cause may be an outage, or a limit of ours. */
const REFUSALS = [
  'authorization.error',
  'grant.error',
  'revocation.error',
  'registration_create.error',
] as const;

/**
 * Writes down what fails, and answers clients that met an outage with words that let them keep their tokens and come again
 * (RFC 6749 knows no such error of the token endpoint; clients go by the status).
 */
export function handleFailures(provider: OidcProvider, log: Log): void {
  const fail = (error: unknown): void =>
    log.error('the authorization server failed unexpectedly', describeError(error));
  provider.on('server_error', (context, error) => {
    const reason = outageBehind(error);
    if (reason === undefined) {
      fail(error);
    } else {
      log.warn('a request could not be served now', describeError(reason));
      answerOutage(context, reason);
    }
  });
  for (const event of REFUSALS) {
    (provider as NodeJS.EventEmitter).on(event, explainRefusal);
  }
  // What went wrong outside of the library's own error handling, which would write to the console.
  (provider as NodeJS.EventEmitter).on('error', fail);
}

/** A refusal that came of an outage, or of a limit of ours, says nothing against the client. */
function explainRefusal(context: KoaContextWithOIDC, error: unknown): void {
  const reason = outageBehind(error);
  if (reason !== undefined) {
    answerOutage(context, reason);
  }
}

/** The library has prepared its answer by then; a page for a person has been sent already. */
function answerOutage(context: KoaContextWithOIDC, reason: UnavailableError): void {
  const { message, advice } = reason;
  if (context.respond !== false) {
    context.status = 503;
    context.set('retry-after', String(reason instanceof BusyError ? reason.seconds : OUTAGE_RETRY_SECONDS));
    context.body = { error: 'temporarily_unavailable', error_description: `${message} ${advice}` };
  }
}

/** The page for a request of a browser that cannot be sent back to its app. `code` is the library's word for the failure. */
export function failurePage(code: string, error: Error): Notice {
  const reason = outageBehind(error);
  if (reason !== undefined) {
    return reason instanceof BusyError ? busyPage : outagePage;
  }
  return code === 'server_error' ? internalErrorPage : authorizationProblem(problemOf(code, error));
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
