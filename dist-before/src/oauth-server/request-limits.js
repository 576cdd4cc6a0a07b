import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { noticePage } from '../web/pages/notice-page.js';
import { tooManyRequestsPage } from '../web/pages/problem-pages.js';
import { sendPage } from '../web/send-page.js';
/** Authorization requests per IP address and minute: enough for a team behind one address adding the server at once. */
const DEFAULT_REQUESTS_PER_MINUTE = 60;
/** Client registrations per IP address and minute. Hosted clients register one per user, from a few addresses. */
const DEFAULT_REGISTRATIONS_PER_MINUTE = 30;
/** Limits the authorization requests per IP address: each is a record that lives for half an hour. */
export function requestLimit({ requestsPerMinute = DEFAULT_REQUESTS_PER_MINUTE, }) {
    return limitPerAddress(requestsPerMinute, (response) => sendPage(response, noticePage(tooManyRequestsPage)));
}
/** Limits client registrations per IP address, as registration is open. The total stored is capped separately. */
export function registrationLimit({ registrationsPerMinute = DEFAULT_REGISTRATIONS_PER_MINUTE, }) {
    return limitPerAddress(registrationsPerMinute, refuseLater);
}
/** For programs: the matching error of RFC 6749 §4.1.2.1, never one that means the registration is gone. */
export function refuseLater(response) {
    response.status(429).json({
        error: 'temporarily_unavailable',
        error_description: 'Too many requests. Wait a minute, then try again.',
    });
}
