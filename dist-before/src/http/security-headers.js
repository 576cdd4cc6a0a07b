/**
 * Headers of every response, pages included: never cached, because URLs contain codes and states; never sniffed; never
 * sent to the next site in a `Referer`; never embedded by another origin.
 */
export const BASE_SECURITY_HEADERS = {
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
};
/** For responses that are not pages: nothing in them may load, run or be framed. Pages have their own policy. */
export const DATA_SECURITY_HEADERS = {
    ...BASE_SECURITY_HEADERS,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
/** Sets the headers of responses that are not pages. */
export const securityHeaders = (_request, response, next) => {
    response.set(DATA_SECURITY_HEADERS);
    next();
};
