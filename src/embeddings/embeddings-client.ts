import pRetry from 'p-retry';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, retryAfterSecondsOf, retryDelayMs } from '../backoff.js';
import { MAX_TEXT_CHARACTERS, MAX_TEXTS, type Embedder, type EmbedOptions } from './embedder.js';
import { EmbeddingsError } from './embeddings-error.js';
import { readVectors } from './read-vectors.js';

/** Bytes of an answer: sixteen vectors of four thousand numbers of twenty characters each have fewer. */
const MAX_ANSWER_BYTES = 4_000_000;
/** Milliseconds before a repetition, where the endpoint does not say; and the longest wait within one call. */
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8000;
const MAX_WAIT_MS = 20_000;

/** Where vectors come from. */
interface EmbeddingsEndpoint {
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
}

/**
 * Asks an OpenAI-compatible endpoint. Nothing of a text or key is in its errors, and nothing is logged or traced: what the
 * endpoint says of a failure may quote the text.
 */
export class EmbeddingsClient implements Embedder {
  readonly id: string;
  readonly #endpoint: EmbeddingsEndpoint;
  readonly #wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;

  constructor(
    endpoint: EmbeddingsEndpoint,
    wait: (milliseconds: number, signal: AbortSignal) => Promise<void> = (milliseconds, signal) =>
      delay(milliseconds, undefined, { signal, ref: false }),
  ) {
    this.id = `${endpoint.url} ${endpoint.model}`;
    this.#endpoint = endpoint;
    this.#wait = wait;
  }

  async embed(
    texts: readonly string[],
    { signal, deadlineMs, retries = 0 }: EmbedOptions,
  ): Promise<readonly Float32Array[]> {
    if (texts.length === 0 || texts.length > MAX_TEXTS) {
      throw new RangeError(`Texts are embedded 1 to ${MAX_TEXTS} at a time.`);
    }
    const input = texts.map(sentText);
    return pRetry(() => this.#send(input, deadlineMs, signal), {
      retries,
      minTimeout: 0,
      maxTimeout: 0,
      signal,
      shouldRetry: ({ error }) => mayRetry(error),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft > 0 && error instanceof EmbeddingsError && mayRetry(error)) {
          const backoff = backoffMs(attemptNumber - 1, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
          await this.#wait(retryDelayMs(error.retryAfterSeconds, backoff), signal);
        }
      },
    });
  }

  async #send(
    input: readonly string[],
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]> {
    const { url, model, apiKey } = this.#endpoint;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const response = await fetch(`${url}/embeddings`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ model, input }),
        // Neither texts nor the key go to another host than the configured one.
        redirect: 'manual',
        signal: AbortSignal.any([signal, deadline]),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw failureOf(response);
      }
      const vectors = readVectors(jsonOf(await bodyOf(response)), input.length);
      if (vectors === undefined) {
        throw new EmbeddingsError('malformed', { status: response.status });
      }
      return vectors;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof EmbeddingsError) {
        throw error;
      }
      // No cause: it may quote the address.
      throw new EmbeddingsError(deadline.aborted ? 'late' : 'unavailable');
    }
  }
}

/** Half a character would make the request no Unicode. */
function sentText(text: string): string {
  return text.slice(0, MAX_TEXT_CHARACTERS).replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Waits longer than a call has are left to whoever asks again. */
function mayRetry(error: unknown): boolean {
  return (
    error instanceof EmbeddingsError &&
    (error.failure === 'busy' || error.failure === 'unavailable' || error.failure === 'late') &&
    (error.retryAfterSeconds ?? 0) * 1000 <= MAX_WAIT_MS
  );
}

function failureOf({ status, headers }: Response): EmbeddingsError {
  const retryAfterSeconds = retryAfterSecondsOf(headers.get('retry-after'));
  if (status === 401 || status === 403) {
    return new EmbeddingsError('denied', { status });
  }
  if (status === 429) {
    return new EmbeddingsError('busy', { status, retryAfterSeconds });
  }
  return new EmbeddingsError(status >= 500 || status === 408 ? 'unavailable' : 'refused', {
    status,
    retryAfterSeconds,
  });
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    const part = chunk as Uint8Array;
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new EmbeddingsError('malformed', { status: response.status });
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
