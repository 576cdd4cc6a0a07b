import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import * as z from 'zod';
import { errorHandler } from '../../http/error-handler.js';
import { only } from '../../http/http-responses.js';
import { securityHeaders } from '../../http/security-headers.js';
import { browserCookie, readCookie } from '../../notion-oauth/routes/browser-cookie.js';
import {
  browserLink,
  failurePages,
  hasOneResult,
  returnedFields,
} from '../../notion-oauth/routes/browser-link.js';
import type { confirmLink } from '../../notion-oauth/routes/confirm-link.js';
import { incompletePage, outcomePage } from '../../notion-oauth/routes/outcome-page.js';
import { withConnection, withDenial } from '../../notion-oauth/routes/return-to.js';
import type { Log } from '../../telemetry/log/log.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
import { CLIENT_DOCUMENTS_PATH, clientDocument } from '../client-identity/client-document.js';
import { UpstreamProblem } from '../problem.js';
import type { HostedOutcome, HostedSignIn } from '../sign-in/hosted-sign-in.js';
import { HOSTED_CALLBACK_PATH, HOSTED_GO_PATH } from '../sign-in/hosted-settings.js';
import { hostedOutcomePage, problemPage } from './outcome-page.js';

/** Options of the routes for browsers. */
interface HostedBrowserOptions {
  readonly signIn: HostedSignIn;
  /** Public address of this server, without a trailing slash. */
  readonly publicUrl: string;
  /** Where people are sent back. */
  readonly redirectUri: string;
  /** Milliseconds for which a started sign-in may be finished. */
  readonly lifetimeMs: number;
  /** The confirmation before Notion. Absent if the link leads to this machine and so only its user can follow it. */
  readonly confirm?: ReturnType<typeof confirmLink>;
  /** Where a browser continues that came from the page of connections. */
  readonly connectionsPath?: string;
  readonly log: Log;
  /** Called when the browser has its answer. */
  readonly onOutcome?: (outcome: HostedOutcome) => void;
  /** Called when a sign-in could not even begin, and the browser has its answer. */
  readonly onProblem?: (problem: UpstreamProblem) => void;
}

/** The query with which the hosted server redirects the browser. */
export const callbackQuery = z
  .object({ ...returnedFields, iss: z.string().min(1).max(2048).optional() })
  .refine(hasOneResult);

/** The addresses that browsers visit: to the hosted server and back. Also the metadata documents of clients. */
export function hostedBrowserRoutes(options: HostedBrowserOptions): Router {
  const { signIn, publicUrl, redirectUri, lifetimeMs, confirm, connectionsPath, log, onOutcome, onProblem } =
    options;
  const secure = publicUrl.startsWith('https:');

  const cookieOf = (state: string) => browserCookie(state, secure, lifetimeMs);

  const callback = async (request: Request, response: Response): Promise<void> => {
    const query = callbackQuery.safeParse(request.query);
    if (!query.success) {
      sendPage(response, noticePage(incompletePage));
      return;
    }
    const { name, options: cookie } = cookieOf(query.data.state);
    const outcome = await signIn.finish(query.data, readCookie(request.headers.cookie, name));
    if (onOutcome !== undefined) {
      response.once('close', () => onOutcome(outcome));
    }
    if (outcome.kind === 'gone' || outcome.kind === 'wrong_browser') {
      sendPage(response, noticePage(outcomePage(outcome)));
      return;
    }
    response.clearCookie(name, cookie);
    if (outcome.kind === 'connected' && outcome.toConnections && connectionsPath !== undefined) {
      response.redirect(303, `${connectionsPath}?done=hosted`);
    } else if (outcome.kind === 'connected' && outcome.returnTo !== null) {
      response.redirect(303, withConnection(outcome.returnTo, outcome.connection.id));
    } else if (outcome.kind === 'failed' && outcome.problem.code === 'denied' && outcome.returnTo !== null) {
      response.redirect(303, withDenial(outcome.returnTo));
    } else {
      sendPage(response, noticePage(hostedOutcomePage(outcome)));
    }
  };

  const router = Router();
  router.use([HOSTED_GO_PATH, HOSTED_CALLBACK_PATH], securityHeaders);
  browserLink(router, HOSTED_GO_PATH, { open: (ticket) => signIn.open(ticket), cookieOf, confirm });
  router.all(HOSTED_CALLBACK_PATH, only('GET'), callback);
  router.get(`${CLIENT_DOCUMENTS_PATH}/:id`, clientDocument(publicUrl, redirectUri));
  router.use([HOSTED_GO_PATH, HOSTED_CALLBACK_PATH], showProblem(onProblem), errorHandler(log, failurePages));
  return router;
}

/** A sign-in that could not even begin. */
function showProblem(onProblem?: (problem: UpstreamProblem) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (!(error instanceof UpstreamProblem)) {
      next(error);
      return;
    }
    response.once('close', () => onProblem?.(error));
    sendPage(response, noticePage(problemPage(error, null)));
  };
}
