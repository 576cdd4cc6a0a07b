import { Router, type Request, type Response } from 'express';
import * as z from 'zod';
import type { Log } from '../../telemetry/log/log.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
import type { confirmLink } from './confirm-link.js';
import { browserCookie, readCookie } from './browser-cookie.js';
import { browserLink, failurePages, hasOneResult, returnedFields } from './browser-link.js';
import type { Continuation } from '../states/oauth-state-store.js';
import type { ConnectFlow, FlowOutcome } from '../flow.js';
import { errorHandler } from '../../http/error-handler.js';
import { only } from '../../http/http-responses.js';
import { securityHeaders } from '../../http/security-headers.js';
import { incompletePage, outcomePage } from './outcome-page.js';
import { withConnection, withDenial } from './return-to.js';
import { CALLBACK_PATH, GO_PATH } from '../settings.js';

/** Options of the routes for browsers. */
interface BrowserRoutesOptions {
  readonly flow: ConnectFlow;
  /** Whether browsers reach this server over https. */
  readonly secure: boolean;
  /** The confirmation before Notion. Absent if the link leads to this machine and so only its user can follow it. */
  readonly confirm?: ReturnType<typeof confirmLink>;
  readonly log: Log;
  /** Called when the browser has its answer. */
  readonly onOutcome?: (outcome: FlowOutcome) => void;
  /** Answers the browser if something continues here after the outcome. */
  readonly onAuthorized?: OnAuthorized | undefined;
}

/** An outcome after which something continues here. */
export type ContinuedOutcome = Exclude<FlowOutcome, { readonly kind: 'gone' | 'wrong_browser' }> & {
  readonly continues: Continuation;
};
/** Answers the browser that has returned from Notion. */
export type OnAuthorized = (outcome: ContinuedOutcome, request: Request, response: Response) => Promise<void>;

/** The query with which Notion redirects the browser. */
export const callbackQuery = z.object(returnedFields).refine(hasOneResult);

/** The two addresses that browsers visit: to Notion and back. Open to all clients. */
export function browserRoutes({
  flow,
  secure,
  confirm,
  log,
  onOutcome,
  onAuthorized,
}: BrowserRoutesOptions): Router {
  const cookieOf = (state: string) => browserCookie(state, secure);

  const callback = async (request: Request, response: Response): Promise<void> => {
    const query = callbackQuery.safeParse(request.query);
    if (!query.success) {
      sendPage(response, noticePage(incompletePage));
      return;
    }
    const { name, options } = cookieOf(query.data.state);
    const outcome = await flow.finish(query.data, readCookie(request.headers.cookie, name));
    if (outcome.kind !== 'gone' && outcome.kind !== 'wrong_browser') {
      response.clearCookie(name, options);
    }
    if (onOutcome !== undefined) {
      response.once('close', () => onOutcome(outcome));
    }
    if (isContinued(outcome) && onAuthorized !== undefined) {
      await onAuthorized(outcome, request, response);
      return;
    }
    if (outcome.kind === 'connected' && outcome.returnTo !== null) {
      response.redirect(303, withConnection(outcome.returnTo, outcome.connection.id));
      return;
    }
    if (outcome.kind === 'denied' && outcome.returnTo !== null) {
      // The person knows what they chose; where they came from does not.
      response.redirect(303, withDenial(outcome.returnTo));
      return;
    }
    sendPage(response, noticePage(outcomePage(outcome)));
  };

  const router = Router();
  router.use([GO_PATH, CALLBACK_PATH], securityHeaders);
  browserLink(router, GO_PATH, { open: (ticket) => flow.open(ticket), cookieOf, confirm });
  router.all(CALLBACK_PATH, only('GET'), callback);
  router.use([GO_PATH, CALLBACK_PATH], errorHandler(log, failurePages));
  return router;
}

function isContinued(outcome: FlowOutcome): outcome is ContinuedOutcome {
  return 'continues' in outcome && outcome.continues !== undefined;
}
