/** Hosts whose port may differ from the registered one (RFC 8252 §7.3). `localhost` is a name, and none of them. */
const loopbackLiterals = new Set(['127.0.0.1', '[::1]']);
const localHosts = new Set([...loopbackLiterals, 'localhost']);
/** Whether a client may register it: https anywhere, http on the client's own machine. */
export function isRegistrable(uri) {
    const url = typeof uri === 'string' && URL.canParse(uri) ? new URL(uri) : undefined;
    return (url !== undefined &&
        url.hash === '' &&
        (url.protocol === 'https:' || (url.protocol === 'http:' && localHosts.has(url.hostname))));
}
/** Whether a request may name it: equal as a text, or but for the port of a loopback address. */
export function matchesRegistered(uri, registered) {
    return registered.includes(uri) || registered.some((each) => withoutPort(each) === withoutPort(uri));
}
/** The address without its port where that may differ, else as it is. */
function withoutPort(uri) {
    if (!URL.canParse(uri)) {
        return uri;
    }
    const url = new URL(uri);
    if (url.protocol !== 'http:' || !loopbackLiterals.has(url.hostname)) {
        return uri;
    }
    url.port = '';
    return url.href;
}
