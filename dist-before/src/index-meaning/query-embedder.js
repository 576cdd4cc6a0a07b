import { LRUCache } from 'lru-cache';
import { EmbeddingsError } from '../embeddings/embeddings-error.js';
/** Milliseconds that a search waits for the vector of its question; without it, it searches by words. */
const DEADLINE_MS = 2000;
/** Milliseconds without a question after one was not answered: searches must not wait in vain each time. */
const PAUSE_MS = 30_000;
/** Questions whose vectors are kept, for the further parts of a list; some 6 KB each. */
const MAX_KEPT = 50;
/** Turns questions into vectors. Each index has one of its own: no time tells what others have asked. */
export class QueryEmbedder {
    #options;
    #now;
    #kept = new LRUCache({ max: MAX_KEPT });
    #pausedUntil = 0;
    constructor(options) {
        this.#options = options;
        this.#now = options.now ?? Date.now;
    }
    /** Undefined where the endpoint does not answer, or not in time. */
    async meaningOf(words) {
        const { embedder, minSimilarity } = this.#options;
        const vector = this.#kept.get(words) ?? (await this.#ask(words));
        return vector === undefined ? undefined : { model: embedder.id, vector, minSimilarity };
    }
    async #ask(words) {
        const { embedder, deadlineMs = DEADLINE_MS } = this.#options;
        if (this.#now() < this.#pausedUntil) {
            return undefined;
        }
        try {
            const { signal } = new AbortController();
            const [vector] = await embedder.embed([words], { signal, deadlineMs });
            if (vector !== undefined) {
                this.#kept.set(words, vector);
            }
            return vector;
        }
        catch (error) {
            if (!(error instanceof EmbeddingsError)) {
                throw error;
            }
            this.#pausedUntil = this.#now() + PAUSE_MS;
            return undefined;
        }
    }
}
