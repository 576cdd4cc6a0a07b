import { LRUCache } from 'lru-cache';
import { FetchRefusedError, type GuardedFetch } from './guarded-fetch.js';

/** Documents and failures that are remembered. */
const MOST = 500;
/** Milliseconds for which a failure is not tried again: one request asks for a client's document more than once. */
const FAILURE_LIFETIME = 30_000;
/** Milliseconds for which the last good document stands in for one that cannot be had. */
const STALE_LIFETIME = 86_400_000;

interface Kept {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/**
 * The documents of clients, and their key sets. A failed fetch is not repeated for a while; and while the host of an app is
 * down, its last good document still counts: the app's tokens are renewed with it, and one that is refused its own
 * client id gives them up. A host that answers, whatever it answers, is believed. `mayFetch` counts, for all of them.
 */
export function clientDocuments(fetch: GuardedFetch, mayFetch: () => boolean): GuardedFetch {
  const good = new LRUCache<string, Kept>({ max: MOST, ttl: STALE_LIFETIME });
  const failed = new LRUCache<string, Error>({ max: MOST, ttl: FAILURE_LIFETIME });
  const underWay = new Map<string, Promise<Kept>>();

  const load = async (url: string, init: RequestInit | undefined): Promise<Kept> => {
    try {
      const response = await fetch(url, init);
      if (response.status >= 500) {
        throw new Error(`The host of the document answered ${response.status}.`);
      }
      const kept = { status: response.status, body: await response.text(), headers: response.headers };
      if (response.status === 200) {
        good.set(url, kept);
      } else {
        good.delete(url);
      }
      return kept;
    } catch (error) {
      failed.set(url, error instanceof Error ? error : new Error('The document cannot be fetched.'));
      throw error;
    }
  };

  const begin = async (url: string, init: RequestInit | undefined): Promise<Kept> => {
    if (!mayFetch()) {
      throw new FetchRefusedError('Too many documents were fetched in this minute.');
    }
    const loading = load(url, init).finally(() => underWay.delete(url));
    underWay.set(url, loading);
    return loading;
  };

  return async (target, init) => {
    const url = String(target);
    const failure = failed.get(url);
    const stale = good.get(url);
    if (failure !== undefined) {
      return stale === undefined ? Promise.reject(failure) : responseOf(stale);
    }
    try {
      return responseOf(await (underWay.get(url) ?? begin(url, init)));
    } catch (error) {
      if (stale === undefined) {
        throw error;
      }
      return responseOf(stale);
    }
  };
}

function responseOf({ status, body, headers }: Kept): Response {
  return new Response(body === '' ? null : body, { status, headers });
}
