import { headerHost, isLoopback } from '../../../http/host-names.js';

/** Names under which a machine reaches itself, as they appear in a `Host` header. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** What the machine is called, from `node:os`. */
interface Machine {
  readonly hostName: string;
  readonly addresses: readonly string[];
}

/**
 * The host names a client may use for this server. A web page that makes its own name resolve to this machine (DNS
 * rebinding) still sends that name, which is not among them.
 */
export function allowedHostNames(
  boundTo: string,
  configured: readonly string[],
  machine: Machine,
): ReadonlySet<string> {
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

/** Whether a `Host` header names this server, with any port. */
export type HostCheck = (header: string | undefined) => boolean;

/** Checks `Host` headers against the names. Those that were allowed are remembered, because parsing one takes long. */
export function hostCheck(allowed: ReadonlySet<string>): HostCheck {
  const remembered = new Set<string>();
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
export function isAllowedOrigin(header: string | undefined, configured: readonly string[]): boolean {
  if (header === undefined) {
    return true;
  }
  return isConfiguredOrigin(header, configured) || LOOPBACK_NAMES.includes(webHostOf(header) ?? '');
}

/** Whether an origin is configured, as a whole or by its host name. */
export function isConfiguredOrigin(header: string, configured: readonly string[]): boolean {
  return configured.includes(header.toLowerCase()) || configured.includes(webHostOf(header) ?? '');
}

function webHostOf(origin: string): string | undefined {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.hostname : undefined;
}
