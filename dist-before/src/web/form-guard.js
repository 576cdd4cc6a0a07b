import { errorHandler } from '../http/error-handler.js';
import { formBody } from '../http/whole-body.js';
import { FORM_TOKEN_FIELD, isFormToken } from './forms.js';
import { noticePage } from './pages/notice-page.js';
import { internalErrorPage, outagePage, staleFormPage, unreadableFormPage } from './pages/problem-pages.js';
import { sendPage } from './send-page.js';
/** Bytes: far more than any form needs. */
const MAX_BODY_BYTES = 32 * 1024;
/** Fields per form; each workspace is one. */
const MAX_FIELDS = 250;
/** Reads a form's fields into `request.body`. */
export const readForm = formBody(MAX_BODY_BYTES, MAX_FIELDS);
/** Refuses forms from other sites: browsers send the sender's relation to this origin (Fetch metadata). */
export const ownSiteOnly = (request, response, next) => {
    // `none` is a form resent by a reload. Old browsers send no header; then the token alone decides.
    const relation = request.headers['sec-fetch-site'];
    if (relation === undefined || relation === 'same-origin' || relation === 'none') {
        next();
        return;
    }
    sendPage(response, noticePage(staleFormPage));
};
/** Whether the parsed form carries this browser's token; answers the request if not. */
export function hasFormToken(request, response, browserSecret) {
    const body = request.body;
    const token = typeof body === 'object' && body !== null && FORM_TOKEN_FIELD in body
        ? body[FORM_TOKEN_FIELD]
        : undefined;
    if (isFormToken(token, browserSecret)) {
        return true;
    }
    sendPage(response, noticePage(staleFormPage));
    return false;
}
/** Answers failed browser requests with a page. */
export function pageErrorHandler(log) {
    return errorHandler(log, {
        clientError: (response, status) => sendPage(response, noticePage({ ...unreadableFormPage, status })),
        outage: (response) => sendPage(response, noticePage(outagePage)),
        internalError: (response) => sendPage(response, noticePage(internalErrorPage)),
    });
}
