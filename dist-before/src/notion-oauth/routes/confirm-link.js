import * as z from 'zod';
import { continuePage } from '../../web/pages/continue-page.js';
import { readForm, hasFormToken, ownSiteOnly } from '../../web/form-guard.js';
import { formTokenOf } from '../../web/forms.js';
import { linkPage } from '../../web/pages/link-page.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { unreadableFormPage } from '../../web/pages/problem-pages.js';
import { sendPage } from '../../web/send-page.js';
import { browserCookie, readCookie } from './browser-cookie.js';
import { gonePage, outcomePage } from './outcome-page.js';
import { GO_PATH } from '../settings.js';
import { newSecret, stateOfTicket } from '../../http/secret.js';
const decisionBody = z.object({ decision: z.enum(['continue', 'cancel']) });
/**
 * The page that a connect link opens. Viewing it changes nothing; only its own form, sent by the browser that was shown
 * it, binds that browser and continues to Notion.
 */
export function confirmLink(options) {
    const { flow, publicUrl, findLinkCreator: makerOf, clock, randomBytes, lifetimeMs } = options;
    const { goPath = GO_PATH, isHosted = false } = options;
    const secure = publicUrl.startsWith('https:');
    const show = async (ticket, request, response) => {
        const link = await flow.getPending(ticket);
        if (link === undefined) {
            sendPage(response, noticePage(gonePage));
            return;
        }
        const cookie = browserCookie(stateOfTicket(ticket), secure, lifetimeMs);
        const known = secretIn(request, cookie.name);
        const secret = known ?? newSecret(randomBytes);
        if (known === undefined) {
            response.cookie(cookie.name, secret, cookie.options);
        }
        const { spaceId, reconnects } = link.pending;
        sendPage(response, linkPage({
            spaceId,
            creator: await makerOf(link.pending),
            isRenewal: reconnects !== null,
            isHosted,
            startedAt: link.startedAt,
            now: clock.now(),
            action: new URL(`${publicUrl}${goPath}/${ticket}`).pathname,
            formToken: formTokenOf(secret),
        }));
    };
    const decide = async (ticket, request, response) => {
        const { name } = browserCookie(stateOfTicket(ticket), secure);
        // Without the cookie, no token can be valid.
        const secret = secretIn(request, name) ?? newSecret(randomBytes);
        if (!hasFormToken(request, response, secret)) {
            return;
        }
        const form = decisionBody.safeParse(request.body);
        if (!form.success) {
            sendPage(response, noticePage(unreadableFormPage));
        }
        else if (form.data.decision === 'cancel') {
            await cancel(ticket, response);
        }
        else {
            const opened = await flow.open(ticket);
            if (opened === undefined) {
                sendPage(response, noticePage(gonePage));
                return;
            }
            const cookie = browserCookie(opened.state, secure, lifetimeMs);
            response.cookie(cookie.name, opened.browserSecret, cookie.options);
            sendPage(response, continuePage({ to: opened.authorizeUrl, place: 'Notion' }));
        }
    };
    const cancel = async (ticket, response) => {
        const outcome = await flow.cancel(ticket);
        const cookie = browserCookie(stateOfTicket(ticket), secure);
        response.clearCookie(cookie.name, cookie.options);
        sendPage(response, noticePage(outcomePage(outcome)));
    };
    return { show, decide, guards: [ownSiteOnly, readForm] };
}
/** The value of this cookie, if it is one of ours. */
function secretIn(request, name) {
    const value = readCookie(request.headers.cookie, name);
    return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}
