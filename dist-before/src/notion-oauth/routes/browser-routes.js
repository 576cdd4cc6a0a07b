import { Router } from 'express';
import * as z from 'zod';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
import { browserCookie, readCookie } from './browser-cookie.js';
import { browserLink, failurePages, hasOneResult, returnedFields } from './browser-link.js';
import { errorHandler } from '../../http/error-handler.js';
import { only } from '../../http/http-responses.js';
import { securityHeaders } from '../../http/security-headers.js';
import { incompletePage, outcomePage } from './outcome-page.js';
import { withConnection } from './return-to.js';
import { CALLBACK_PATH, GO_PATH } from '../settings.js';
/** The query with which Notion redirects the browser. */
export const callbackQuery = z.object(returnedFields).refine(hasOneResult);
/** The two addresses that browsers visit: to Notion and back. Open to all clients. */
export function browserRoutes({ flow, secure, confirm, log, onOutcome, onAuthorized, }) {
    const cookieOf = (state) => browserCookie(state, secure);
    const callback = async (request, response) => {
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
        sendPage(response, noticePage(outcomePage(outcome)));
    };
    const router = Router();
    router.use([GO_PATH, CALLBACK_PATH], securityHeaders);
    browserLink(router, GO_PATH, { open: (ticket) => flow.open(ticket), cookieOf, confirm });
    router.all(CALLBACK_PATH, only('GET'), callback);
    router.use([GO_PATH, CALLBACK_PATH], errorHandler(log, failurePages));
    return router;
}
function isContinued(outcome) {
    return 'continues' in outcome && outcome.continues !== undefined;
}
