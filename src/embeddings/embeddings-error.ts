/**
 * Why there are no vectors. `denied`: the key is not accepted. `refused`: the endpoint does not take the request, such as
 * an unknown model or too long a text. `busy`: too many requests. `unavailable`: it fails, or cannot be reached. `late`: it
 * did not answer in time. `malformed`: what it answered are no vectors of these texts.
 */
type EmbeddingsFailure = 'denied' | 'refused' | 'busy' | 'unavailable' | 'late' | 'malformed';

/** No vectors. Holds neither text, nor key, nor what the endpoint said: that may quote the text. */
export class EmbeddingsError extends Error {
  override readonly name = 'EmbeddingsError';
  readonly failure: EmbeddingsFailure;
  /** Of the answer; absent where there was none. */
  readonly status: number | undefined;
  /** What the endpoint asked to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    failure: EmbeddingsFailure,
    about: { readonly status?: number | undefined; readonly retryAfterSeconds?: number | undefined } = {},
  ) {
    super(
      `The embeddings endpoint gave no vectors: ${failure}${about.status === undefined ? '' : ` (${about.status})`}.`,
    );
    this.failure = failure;
    this.status = about.status;
    this.retryAfterSeconds = about.retryAfterSeconds;
  }
}
