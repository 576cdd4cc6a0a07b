import { Resolver } from 'node:dns/promises';

/** Milliseconds that a name server has for its first answer; the second try has twice as long. */
const FIRST_ATTEMPT_TIMEOUT_MS = 700;
const MAX_ATTEMPTS = 2;
/** Addresses of one name that are looked at. A name with more is nobody's website. */
const MAX_ADDRESSES = 64;

/** Asks name servers for all addresses of a host name, IPv4 before IPv6. */
export type ResolveName = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * Resolves names that strangers chose. Not by `getaddrinfo`, which everything else here uses to reach Notion, Postgres and
 * Redis: it occupies one of the runtime's four threads until it ends, which nobody can make it do, so a few names whose
 * name server never answers would cut the whole server off. This asks from sockets of its own and stops when told to.
 * `servers`: which to ask, with their ports; those of the machine if not given.
 */
export function dnsResolver(servers?: readonly string[]): ResolveName {
  return async (hostname, signal) => {
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: FIRST_ATTEMPT_TIMEOUT_MS, tries: MAX_ATTEMPTS });
    if (servers !== undefined) {
      resolver.setServers(servers);
    }
    const cancel = (): void => resolver.cancel();
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
        throw failure.reason as Error;
      }
      return addresses;
    } finally {
      signal.removeEventListener('abort', cancel);
      // A name server that still owes an answer must not keep the socket.
      cancel();
    }
  };
}
