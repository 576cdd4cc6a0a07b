import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { untilAborted } from '../../bounded-work/until-aborted.js';
import { FetchRefusedError, toResponse } from './bounded-response.js';
import { dnsResolver, type ResolveName } from './dns-resolver.js';
import { isPublicAddress } from './public-address.js';

/** Milliseconds from the first look-up to the last byte. Meanwhile a person looks at an empty window. */
const DEFAULT_TIMEOUT_MS = 5000;
/** Bytes. The draft for client documents suggests 5 kB; key sets are a little longer. */
const MAX_BODY_BYTES = 64 * 1024;

/** Client documents and key sets are JSON; files are of any type. */
const ACCEPT = 'application/json, */*;q=0.5';

/** What is sent. */
interface GuardedMessage {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Dependencies of the fetch; replaceable only at construction. */
interface GuardedFetchOptions {
  /** All addresses of a host name. */
  readonly resolve?: ResolveName;
  /** Sends the GET to exactly this address, whatever the name resolves to by then. */
  readonly open?: (
    url: URL,
    address: string,
    signal: AbortSignal,
    message: GuardedMessage,
  ) => Promise<IncomingMessage>;
  /**
   * Whether the caller's own POST is sent too, with its headers and its text: to endpoints that such a document named, and
   * nothing is sent that their owner may not see.
   */
  readonly posts?: boolean;
  readonly timeoutMilliseconds?: number;
  /** Bytes of the longest body. */
  readonly maxBytes?: number;
}

/** A `fetch` for untrusted URLs. */
export type GuardedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Fetches documents from untrusted URLs (server-side request forgery): https on its own port only, no host that
 * resolves to anything but public addresses, a connection to the very address that was checked (a second look-up could
 * answer differently: DNS rebinding), redirects returned and not followed, size and time bounded. Nothing of the
 * caller's is sent with a GET.
 */
export function guardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const {
    resolve = dnsResolver(),
    open = openHttps,
    timeoutMilliseconds = DEFAULT_TIMEOUT_MS,
    maxBytes = MAX_BODY_BYTES,
    posts = false,
  } = options;
  return async (target, init = {}) => {
    const url = new URL(target);
    const method = init.method ?? 'GET';
    if (method !== 'GET' && !(posts && method === 'POST')) {
      throw new FetchRefusedError(`The method ${posts ? 'is neither GET nor POST' : 'is not GET'}.`);
    }
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
      throw new FetchRefusedError('The address is not https on its standard port.');
    }
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const signal = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const address = await publicAddressOf(url.hostname, resolve, signal);
    const message = await open(url, address, signal, messageOf(method, init));
    return toResponse(message, maxBytes);
  };
}

function messageOf(method: 'GET' | 'POST', { headers, body }: RequestInit): GuardedMessage {
  return method === 'GET'
    ? { method, headers: {}, body: undefined }
    : { method, headers: Object.fromEntries(new Headers(headers)), body: textOfBody(body) };
}

/** A text, or a form that is none yet; other bodies are not sent. */
export function textOfBody(body: RequestInit['body']): string {
  return typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : '';
}

/** One public address of a host whose addresses are all public: a name with mixed ones is an attack. */
async function publicAddressOf(hostname: string, resolve: ResolveName, signal: AbortSignal): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) === 0 ? await addressesOf(hostname, resolve, signal) : [bare];
  const [first] = addresses;
  if (first === undefined || !addresses.every(isPublicAddress)) {
    throw new FetchRefusedError('The host is not on the public internet.');
  }
  return first;
}

async function addressesOf(
  hostname: string,
  resolve: ResolveName,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    // An unresponsive name server must not keep the person waiting.
    return await untilAborted(resolve(hostname, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new FetchRefusedError('The host cannot be found.', { cause: error });
  }
}

/** Connects to the address; verifies name and certificate against the URL's host. */
function openHttps(
  url: URL,
  address: string,
  signal: AbortSignal,
  { method, headers, body }: GuardedMessage,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({
      host: address,
      servername: isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url.hostname : '',
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        accept: ACCEPT,
        ...headers,
        host: url.host,
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
      signal,
      agent: false,
    })
      .once('response', resolve)
      .on('error', reject)
      .end(body);
  });
}
