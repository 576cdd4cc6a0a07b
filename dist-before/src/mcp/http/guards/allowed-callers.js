import { headerHost, isLoopback } from '../../../http/host-names.js';
/** Names under which a machine reaches itself, as they appear in a `Host` header. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
/**
 * The host names a client may use for this server. A web page that makes its own name resolve to this machine (DNS
 * rebinding) still sends that name, which is not among them.
 */
export function allowedHostNames(boundTo, configured, machine) {
    const implied = isLoopback(boundTo)
        ? [boundTo]
        : /^(0\.0\.0\.0|::)$/.test(boundTo)
            ? [machine.hostName, ...machine.addresses]
            : [boundTo];
    return new Set([
        ...LOOPBACK_NAMES,
        ...implied.flatMap((name) => headerHost(name.toLowerCase()) ?? []),
        ...configured,
    ]);
}
/** Allowed headers that are remembered: clients use few names and ports. */
const MAX_REMEMBERED_HEADERS = 100;
/** Checks `Host` headers against the names. Those that were allowed are remembered, because parsing one takes long. */
export function hostCheck(allowed) {
    const remembered = new Set();
    return (header) => {
        if (header === undefined) {
            return false;
        }
        if (remembered.has(header)) {
            return true;
        }
        const host = headerHost(header);
        const isAllowed = host !== undefined && allowed.has(host);
        if (isAllowed && remembered.size < MAX_REMEMBERED_HEADERS) {
            remembered.add(header);
        }
        return isAllowed;
    };
}
/**
 * Whether the `Origin` header, which browsers send and pages cannot forge, is a web page that may call: one of this
 * machine, or one that is configured as a whole origin or by its host name.
 */
export function isAllowedOrigin(header, configured) {
    if (header === undefined) {
        return true;
    }
    if (configured.includes(header.toLowerCase())) {
        return true;
    }
    const url = URL.canParse(header) ? new URL(header) : undefined;
    const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
    return isWeb && (LOOPBACK_NAMES.includes(url.hostname) || configured.includes(url.hostname));
}
