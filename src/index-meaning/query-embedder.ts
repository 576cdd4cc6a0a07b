import { LRUCache } from 'lru-cache';
import type { Embedder } from '../embeddings/embedder.js';
import { EmbeddingsError } from '../embeddings/embeddings-error.js';
import type { QueryMeaning } from '../search-index/meanings.js';

/** Milliseconds that a search waits for the vector of its question; without it, it searches by words. */
const DEADLINE_MS = 2000;
/** Milliseconds without a question after one was not answered: searches must not wait in vain each time. */
const PAUSE_MS = 30_000;
/** Questions whose vectors are kept, for the further parts of a list; some 6 KB each. */
const MAX_KEPT = 50;

interface QueryEmbedderOptions {
  readonly embedder: Embedder;
  readonly minSimilarity: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly deadlineMs?: number;
}

/** Turns questions into vectors. Each index has one of its own: no time tells what others have asked. */
export class QueryEmbedder {
  readonly #options: QueryEmbedderOptions;
  readonly #now: () => number;
  readonly #kept = new LRUCache<string, Float32Array>({ max: MAX_KEPT });
  #pausedUntil = 0;

  constructor(options: QueryEmbedderOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Undefined where the endpoint does not answer, or not in time. */
  async meaningOf(words: string): Promise<QueryMeaning | undefined> {
    const { embedder, minSimilarity } = this.#options;
    const vector = this.#kept.get(words) ?? (await this.#ask(words));
    return vector === undefined ? undefined : { model: embedder.id, vector, minSimilarity };
  }

  async #ask(words: string): Promise<Float32Array | undefined> {
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
    } catch (error) {
      if (!(error instanceof EmbeddingsError)) {
        throw error;
      }
      this.#pausedUntil = this.#now() + PAUSE_MS;
      return undefined;
    }
  }
}
