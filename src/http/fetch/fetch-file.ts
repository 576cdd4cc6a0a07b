import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { isLoopback } from '../host-names.js';
import { BodyTooLargeError, toResponse } from './bounded-response.js';
import { guardedFetch, type GuardedFetch } from './guarded-fetch.js';

/** Redirects followed; each address is checked like the first. Storage services answer with one at most. */
const MAX_REDIRECTS = 3;
/** Where the sandbox serves files. */
const LOCAL_FILES_PATH = '/files/';
/** Milliseconds from the first look-up to the last byte, for each address. */
const FETCH_TIMEOUT_MS = 15_000;

/** Why there is no file. `gone`: its host knows nothing there, or no longer; a signed address may have expired. */
type FileFailure = 'gone' | 'unreachable' | 'tooLarge';

/** A file that was not fetched. Contains neither its address nor what the network answered. */
export class FileFetchError extends Error {
  override readonly name = 'FileFetchError';
  readonly failure: FileFailure;

  constructor(failure: FileFailure, options?: ErrorOptions) {
    super(`A file was not fetched: ${failure}.`, options);
    this.failure = failure;
  }
}

/** A file's bytes, and the type that its host states: a hint, for anybody can state anything. */
interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** How a file may be fetched. */
interface FileFetchOptions {
  readonly signal: AbortSignal;
  /** Bytes of the longest file. */
  readonly maxBytes: number;
  /**
   * Where the API is served, if not at Notion's own address. Only if that is this machine (the sandbox, tests) are files
   * of the very same origin read, though it is not on the public internet.
   */
  readonly apiUrl?: string | undefined;
  /** In place of the guarded fetch, in tests. */
  readonly fetch?: GuardedFetch | undefined;
}

/**
 * Fetches a file whose address comes from a page, and so from anybody: over the guarded fetch, redirect by redirect, without
 * a token or anything else of the caller's. Rejects with a {@link FileFetchError}, or with the signal's reason.
 */
export async function fetchFile(address: string, options: FileFetchOptions): Promise<FetchedFile> {
  const { signal, maxBytes } = options;
  try {
    const response = isOfLocalApi(address, options.apiUrl)
      ? await fetchLocal(address, signal, maxBytes)
      : await fetchPublic(address, options);
    if (!response.ok) {
      throw new FileFetchError(response.status < 500 ? 'gone' : 'unreachable');
    }
    const contentType = response.headers.get('content-type') ?? '';
    return { bytes: new Uint8Array(await response.arrayBuffer()), contentType };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FileFetchError) {
      throw error;
    }
    // No cause: an error of the network, or of the URL's parser, may quote the address.
    throw new FileFetchError(error instanceof BodyTooLargeError ? 'tooLarge' : 'unreachable');
  }
}

async function fetchPublic(
  address: string,
  {
    signal,
    maxBytes,
    fetch = guardedFetch({ maxBytes, timeoutMilliseconds: FETCH_TIMEOUT_MS }),
  }: FileFetchOptions,
): Promise<Response> {
  let url = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await fetch(url, { signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return response;
    }
    url = new URL(location, url).href;
  }
  throw new FileFetchError('unreachable');
}

/**
 * The sandbox's own files: the origin of an API that is served on this machine, and nothing of the API itself. If that is a
 * proxy that adds a token of its own, a page could otherwise have anything read through it, outside the roots too.
 */
function isOfLocalApi(address: string, apiUrl: string | undefined): boolean {
  if (apiUrl === undefined || !URL.canParse(apiUrl) || !URL.canParse(address)) {
    return false;
  }
  const api = new URL(apiUrl);
  const isHere = api.protocol === 'http:' && isLoopback(api.hostname.replace(/^\[|\]$/g, ''));
  const { origin, pathname } = new URL(address);
  return isHere && origin === api.origin && pathname.startsWith(LOCAL_FILES_PATH);
}

async function fetchLocal(address: string, signal: AbortSignal, maxBytes: number): Promise<Response> {
  const timeout = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const sent = get(address, { agent: false, signal: AbortSignal.any([signal, timeout]) });
  // Also what goes wrong while the body arrives is told here; without a listener it would end the process.
  sent.on('error', () => {});
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  return toResponse(message, maxBytes);
}
