import { Resolver } from 'node:dns/promises';
/** Milliseconds that a name server has for its first answer; the second try has twice as long. */
const FIRST_ATTEMPT_TIMEOUT_MS = 700;
const MAX_ATTEMPTS = 2;
/** Addresses per name. A name with more is refused: no ordinary website has as many. */
const MAX_ADDRESSES = 64;
/**
 * Resolves untrusted names. Does not use `getaddrinfo`, which everything else here uses to reach Notion, Postgres and
 * Redis: it occupies one of the runtime's four threads until it ends and cannot be cancelled, so a few names whose name
 * server never answers would cut the whole server off. This uses its own sockets and can be cancelled. `servers`: name
 * servers with their ports; the system's by default.
 */
export function dnsResolver(servers) {
    return async (hostname, signal) => {
        signal.throwIfAborted();
        const resolver = new Resolver({ timeout: FIRST_ATTEMPT_TIMEOUT_MS, tries: MAX_ATTEMPTS });
        if (servers !== undefined) {
            resolver.setServers(servers);
        }
        const cancel = () => resolver.cancel();
        signal.addEventListener('abort', cancel, { once: true });
        try {
            const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
            signal.throwIfAborted();
            const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
            if (addresses.length > MAX_ADDRESSES) {
                throw new Error('The name has too many addresses.');
            }
            const failure = answers.find((answer) => answer.status === 'rejected');
            if (addresses.length === 0 && failure !== undefined) {
                throw failure.reason;
            }
            return addresses;
        }
        finally {
            signal.removeEventListener('abort', cancel);
            // A pending query must not keep the socket open.
            cancel();
        }
    };
}
