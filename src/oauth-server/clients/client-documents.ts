import { recordOf } from '../../text/json.js';
import { say } from '../../text/words.js';
import { LRUCache } from 'lru-cache';
import { BusyError } from '../../http/limits/busy-error.js';
import type { GuardedFetch } from '../../http/fetch/guarded-fetch.js';
import { SlidingRequestCounter } from '../../http/limits/request-counts.js';
import { ConcurrencyLimiter, type ConcurrencyLimits } from '../../http/limits/concurrency-limiter.js';
import type { StoredClientDocument, ClientDocumentStore } from './client-document-store.js';

/** Maximum number of cached documents and failures. */
const MAX_CACHED_DOCUMENTS = 500;
/** Milliseconds for which a failure is cached: one request asks for a client's document more than once. */
const FAILURE_LIFETIME_MS = 30_000;
/** Milliseconds for which the last valid document replaces an unavailable one. */
const STALE_LIFETIME_MS = 86_400_000;
/** Milliseconds for which the document of an allowed client is not fetched again. */
const FRESH_LIFETIME_MS = 60_000;
/** Document fetches per IP address and minute: this server must not be usable for attacks on others. */
const MAX_FETCHES_PER_MINUTE = 20;
/** Milliseconds that a fetch may wait for its turn, and that it may then take. */
const MAX_WAIT_MS = 3000;
/** Seconds after which a refused client may retry: by then the running fetches are over. */
const BUSY_WAIT_SECONDS = 5;
/** Fetches for unknown clients, by requesting IP address: one whose documents never arrive holds at most four slots. */
const UNKNOWN_CLIENT_LIMITS: ConcurrencyLimits = {
  perKey: 4,
  overall: 32,
  queuedPerKey: 4,
  queuedOverall: 64,
};
/** Fetches for allowed clients, by client. Unknown clients cannot take these slots. */
const ALLOWED_CLIENT_LIMITS: ConcurrencyLimits = {
  perKey: 1,
  overall: 8,
  queuedPerKey: 8,
  queuedOverall: 64,
};

/** The origin of a document request. */
export interface DocumentRequester {
  /** The network the request came from. */
  readonly address: string;
  /** The client it concerns, if already known. */
  readonly clientId: string | undefined;
}

/** Options of the document fetcher. */
interface ClientDocumentsOptions {
  readonly fetch: GuardedFetch;
  readonly requester: () => DocumentRequester;
  /** Whether any user has allowed this client. */
  readonly isAllowed: (clientId: string) => Promise<boolean>;
  /** The last valid documents of clients that a user has allowed. */
  readonly stored: ClientDocumentStore;
  readonly now: () => number;
  /** Aborted when the server stops: it does not wait for fetches made for unknown clients. */
  readonly stopping: AbortSignal;
}

/**
 * Fetches the documents of clients, and their key sets.
 *
 * A failed fetch is not repeated for a while. While an app's host is down, its last valid document still counts: the
 * app needs it to renew its tokens, and discards them if its client id is refused. For an app that a user has allowed,
 * the document survives a restart and these limits do not apply. Unknown clients are limited by IP address and have
 * separate slots, so they cannot cause fetches at another client's expense. Exceeding a limit throws a `BusyError`.
 */
export function clientDocuments(options: ClientDocumentsOptions): GuardedFetch {
  const { fetch, requester, isAllowed, stored, now, stopping } = options;
  const good = new LRUCache<string, StoredClientDocument>({
    max: MAX_CACHED_DOCUMENTS,
    ttl: STALE_LIFETIME_MS,
  });
  const failed = new LRUCache<string, Error>({ max: MAX_CACHED_DOCUMENTS, ttl: FAILURE_LIFETIME_MS });
  const underWay = new Map<string, Promise<StoredClientDocument>>();
  const counts = new SlidingRequestCounter(now);
  const strangers = new ConcurrencyLimiter(UNKNOWN_CLIENT_LIMITS);
  const allowed = new ConcurrencyLimiter(ALLOWED_CLIENT_LIMITS);

  const untilStop = (signal: AbortSignal | null | undefined): AbortSignal =>
    signal instanceof AbortSignal ? AbortSignal.any([signal, stopping]) : stopping;

  const stand = async (url: string, isKnown: boolean): Promise<StoredClientDocument | undefined> =>
    good.get(url) ?? (isKnown ? await stored.find(url) : undefined);

  /** Fetches from the host. The response counts if it is a document, or says that there is none. */
  const ask = async (
    url: string,
    init: RequestInit | undefined,
    isKnown: boolean,
  ): Promise<StoredClientDocument> => {
    const response = await fetch(url, { ...init, signal: untilStop(init?.signal) });
    const { status, headers } = response;
    const body = await response.text();
    const document = { status, body, headers: Object.fromEntries(headers), fetchedAt: now() };
    if (status === 404 || status === 410) {
      good.delete(url);
      await stored.remove(url, isKnown);
    } else if (status === 200 && isOfUse(body, url)) {
      good.set(url, document);
      await stored.put(url, document, isKnown);
    } else if (status >= 500 || (await stand(url, isKnown)) !== undefined) {
      throw new Error(`The host of the document answered ${status}, or something else than the document.`);
    }
    return document;
  };

  const load = async (
    url: string,
    init: RequestInit | undefined,
    isKnown: boolean,
  ): Promise<StoredClientDocument> => {
    try {
      return await ask(url, init, isKnown);
    } catch (error) {
      if (stopping.aborted) {
        throw new BusyError(say`The server is stopping.`, BUSY_WAIT_SECONDS);
      }
      failed.set(url, error instanceof Error ? error : new Error('The document cannot be fetched.'));
      return await standIn(url, isKnown, error);
    }
  };

  /** Returns the last valid document instead of failing. An allowed client is never reported as unknown. */
  const standIn = async (url: string, isKnown: boolean, failure: unknown): Promise<StoredClientDocument> => {
    const document = await stand(url, isKnown);
    if (document !== undefined) {
      return document;
    }
    throw isKnown
      ? new BusyError(say`The metadata document of the app is unavailable.`, BUSY_WAIT_SECONDS)
      : failure;
  };

  const begin = async (url: string, init: RequestInit | undefined): Promise<StoredClientDocument> => {
    const { address, clientId = url } = requester();
    const isKnown = await isAllowed(clientId);
    const failure = failed.get(url);
    if (failure !== undefined) {
      return standIn(url, isKnown, failure);
    }
    const fresh = isKnown ? good.get(url) : undefined;
    if (fresh !== undefined && now() - fresh.fetchedAt < FRESH_LIFETIME_MS) {
      return fresh;
    }
    const leave = await (isKnown ? acquireSlot(allowed, clientId, stopping) : placeForStranger(address));
    if (leave === undefined) {
      return standIn(
        url,
        isKnown,
        new BusyError(say`Too many apps are looked up at once.`, BUSY_WAIT_SECONDS),
      );
    }
    try {
      return await load(url, init, isKnown);
    } finally {
      leave();
    }
  };

  const placeForStranger = (address: string): Promise<(() => void) | undefined> =>
    counts.add(address).count > MAX_FETCHES_PER_MINUTE
      ? Promise.resolve(undefined)
      : acquireSlot(strangers, address, stopping);

  return async (target, init) => {
    const url = String(target);
    const joined = underWay.get(url);
    if (joined !== undefined) {
      try {
        return responseOf(await joined);
      } catch (error) {
        // A limit reached by another IP address does not apply to this one.
        if (!(error instanceof BusyError)) {
          throw error;
        }
      }
    }
    const running = begin(url, init).finally(() => {
      if (underWay.get(url) === running) {
        underWay.delete(url);
      }
    });
    underWay.set(url, running);
    return responseOf(await running);
  };
}

async function acquireSlot(
  places: ConcurrencyLimiter,
  key: string,
  stopping: AbortSignal,
): Promise<(() => void) | undefined> {
  const signal = AbortSignal.any([AbortSignal.timeout(MAX_WAIT_MS), stopping]);
  return places.acquire(key, signal).catch(() => undefined);
}

/** Whether it is the client's own document or a key set: only these take the place of the last one. What else is wrong with it is judged by who reads it. */
function isOfUse(text: string, url: string): boolean {
  try {
    const { client_id: id, keys } = recordOf(JSON.parse(text));
    return id === url || Array.isArray(keys);
  } catch {
    return false;
  }
}

function responseOf({ status, body, headers }: StoredClientDocument): Response {
  return new Response(body === '' ? null : body, { status, headers });
}
