import * as z from 'zod';
import { only, refuseUnreadable } from '../../http/http-responses.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
import { faultPage, gonePage, outagePage } from './outcome-page.js';
/** Tickets and states are 32 bytes in base64url. */
export const secretText = z.string().regex(/^[\w-]{43}$/);
/** What the query of a redirect back holds. What is longer than any real value is refused before anything is looked up. */
export const returnedFields = {
    state: secretText,
    code: z.string().min(1).max(2048).optional(),
    error: z.string().min(1).max(200).optional(),
};
/** Exactly one of the two comes back. */
export function hasOneResult({ code, error, }) {
    return (code === undefined) !== (error === undefined);
}
/** What browsers get for requests that fail. */
export const failurePages = {
    clientError: refuseUnreadable,
    outage: (response) => sendPage(response, noticePage(outagePage)),
    internalError: (response) => sendPage(response, noticePage(faultPage)),
};
/** The address at which the links of a sign-in are opened. */
export function browserLink(router, path, { open, cookieOf, confirm }) {
    const goStraight = async (ticket, _request, response) => {
        const opened = await open(ticket);
        if (opened === undefined) {
            sendPage(response, noticePage(gonePage));
            return;
        }
        const { name, options } = cookieOf(opened.state);
        response.cookie(name, opened.browserSecret, options).redirect(303, opened.authorizeUrl);
    };
    const link = router.route(`${path}/:ticket`);
    if (confirm === undefined) {
        link.all(only('GET'), withTicket(goStraight));
    }
    else {
        link.all(only('GET', 'POST'));
        link.get(withTicket(confirm.show));
        link.post(...confirm.guards, withTicket(confirm.decide));
    }
}
/** Passes the link's ticket to its handler. A link without one is answered like an expired one. */
function withTicket(answer) {
    return async (request, response) => {
        const ticket = secretText.safeParse(request.params['ticket']);
        if (ticket.success) {
            await answer(ticket.data, request, response);
        }
        else {
            sendPage(response, noticePage(gonePage));
        }
    };
}
