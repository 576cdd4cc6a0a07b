/** Whether the address is reachable only from this machine. */
export function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}
/** A host as in the URL of a `Host` header: lower case, IPv6 in brackets, no port. Absent if invalid. */
export function headerHost(text) {
    const bracketed = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
    return /^[\w.:[\]-]+$/.test(bracketed) ? hostnameOf(`http://${bracketed}`) : undefined;
}
function hostnameOf(url) {
    return URL.canParse(url) ? new URL(url).hostname : undefined;
}
