/** No vectors. Holds neither text, nor key, nor what the endpoint said: that may quote the text. */
export class EmbeddingsError extends Error {
    name = 'EmbeddingsError';
    failure;
    /** Of the answer; absent where there was none. */
    status;
    /** What the endpoint asked to wait. */
    retryAfterSeconds;
    constructor(failure, about = {}) {
        super(`The embeddings endpoint gave no vectors: ${failure}${about.status === undefined ? '' : ` (${about.status})`}.`);
        this.failure = failure;
        this.status = about.status;
        this.retryAfterSeconds = about.retryAfterSeconds;
    }
}
