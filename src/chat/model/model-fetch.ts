import pRetry from 'p-retry';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, retryAfterSecondsOf, retryDelayMs } from '../../backoff.js';
import { ModelFailure } from './model-failure.js';

/** Bytes of one answer: the longest that models give has some hundred kilobytes, and each token's frame as much again. */
const MAX_ANSWER_BYTES = 8_000_000;
/** Repetitions of one request, before anything of its answer has come. */
const RETRIES = 3;
/** Milliseconds before a repetition, where the endpoint does not say; and the longest wait that a person is asked for. */
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8000;
const MAX_WAIT_MS = 30_000;
/** Milliseconds without a byte: models on small machines think long before the first. */
const SILENCE_MS = 120_000;

export interface ModelFetchOptions {
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly silenceMs?: number;
}

/**
 * A `fetch` for the AI SDK: it repeats what the endpoint refuses for load, bounds the answer in bytes and in silence, follows
 * no redirect, and rejects with a `ModelFailure`.
 */
export function modelFetch({
  wait = (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
  silenceMs = SILENCE_MS,
}: ModelFetchOptions = {}): typeof fetch {
  return async (input, init = {}) => {
    const signal = init.signal ?? undefined;
    return pRetry(() => sendOnce(input, init, silenceMs), {
      retries: RETRIES,
      minTimeout: 0,
      maxTimeout: 0,
      ...(signal === undefined ? {} : { signal }),
      shouldRetry: ({ error }) => mayRetry(error),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft > 0 && error instanceof ModelFailure && mayRetry(error)) {
          const backoff = backoffMs(attemptNumber - 1, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
          await wait(retryDelayMs(error.retryAfterSeconds, backoff), signal);
        }
      },
    });
  };
}

async function sendOnce(
  input: Parameters<typeof fetch>[0],
  init: RequestInit,
  silenceMs: number,
): Promise<Response> {
  const silence = new Silence(silenceMs);
  const given = init.signal ?? undefined;
  try {
    const response = await fetch(input, {
      ...init,
      // Neither the conversation nor the key go to another host than the configured one.
      redirect: 'manual',
      signal: given === undefined ? silence.signal : AbortSignal.any([given, silence.signal]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw failureOf(response);
    }
    silence.restart();
    const { status, headers } = response;
    return new Response(ReadableStream.from(bounded(response.body, silence, given)), { status, headers });
  } catch (error) {
    silence.end();
    given?.throwIfAborted();
    if (error instanceof ModelFailure) {
      throw error;
    }
    // No cause: it may quote the address.
    throw new ModelFailure(silence.signal.aborted ? 'late' : 'unavailable');
  }
}

async function* bounded(
  body: ReadableStream<Uint8Array>,
  silence: Silence,
  given: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      silence.restart();
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) {
        throw new ModelFailure('malformed');
      }
      yield chunk;
    }
  } catch (error) {
    given?.throwIfAborted();
    throw error instanceof ModelFailure ? error : new ModelFailure(silence.signal.aborted ? 'late' : 'cut');
  } finally {
    silence.end();
  }
}

/** Aborts when nothing has come for so long. */
class Silence {
  readonly #ending = new AbortController();
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.restart();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ending.abort(), this.#milliseconds).unref();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function mayRetry(error: unknown): boolean {
  return (
    error instanceof ModelFailure &&
    (error.reason === 'busy' || error.reason === 'unavailable') &&
    (error.retryAfterSeconds ?? 0) * 1000 <= MAX_WAIT_MS
  );
}

function failureOf({ status, headers }: Response): ModelFailure {
  const retryAfterSeconds = retryAfterSecondsOf(headers.get('retry-after'));
  if (status === 401 || status === 403) {
    return new ModelFailure('denied', { status });
  }
  if (status === 429) {
    return new ModelFailure('busy', { status, retryAfterSeconds });
  }
  if (status >= 500 || status === 408) {
    return new ModelFailure('unavailable', { status, retryAfterSeconds });
  }
  return new ModelFailure(status < 400 ? 'malformed' : 'refused', { status });
}
