import { backoffMs } from '../backoff.js';
import { CrawlLease } from '../index-crawl/crawl-lease.js';
import { StepLoop } from '../index-crawl/step-loop.js';
import { MAX_TEXTS, type Embedder } from '../embeddings/embedder.js';
import { EmbeddingsError } from '../embeddings/embeddings-error.js';
import {
  DimensionsError,
  type EmbeddedPassage,
  type Meanings,
  type UnembeddedPassage,
} from '../search-index/meanings.js';
import type { SearchIndex } from '../search-index/search-index.js';
import { describeError, type Log } from '../telemetry/log/log.js';

/** Milliseconds between two looks for passages without a vector, and for the lease of another process. */
const LOOK_INTERVAL_MS = 5000;
/** Milliseconds for one request, and repetitions of it; together less than the lease is held for. */
const DEADLINE_MS = 15_000;
const RETRIES = 2;
/** Milliseconds before the next try after the endpoint failed: doubled each time. */
const FIRST_PAUSE_MS = 5000;
const MAX_PAUSE_MS = 10 * 60_000;
/** Milliseconds before the next try where somebody has to change a setting. */
const TROUBLE_MS = 5 * 60_000;
/** Longest wait that the endpoint may ask for. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;
/** A text that is refused is halved until it has fewer UTF-16 code units than this. */
const MIN_TEXT_CHARACTERS = 200;
/** Is embedded to find out whether the endpoint refuses a text, or everything. */
const PROBE = 'text';

interface PassageEmbedderOptions {
  readonly index: Pick<SearchIndex, 'commit' | 'readState' | 'meanings'>;
  readonly embedder: Embedder;
  /** Names this process among all. */
  readonly owner: string;
  readonly log: Pick<Log, 'warn'>;
  /** Runs a request when few enough are under way, among all indexes. */
  readonly inTurn: <Result>(request: () => Promise<Result>) => Promise<Result>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Gives the passages of an index their vectors, in the background: a few at a time, each batch written before the next is asked
 * for. What is still to be done stands in the index, so a process may be killed at any time. One process at a time does it.
 */
export class PassageEmbedder {
  readonly #options: PassageEmbedderOptions;
  readonly #meanings: Meanings;
  readonly #lease: CrawlLease;
  readonly #loop: StepLoop;
  #hasBegun = false;
  /** Failures since the last success. */
  #failures = 0;

  constructor(options: PassageEmbedderOptions) {
    const { index, owner, now = Date.now } = options;
    this.#options = options;
    this.#meanings = index.meanings;
    this.#lease = new CrawlLease(index, { owner, now, key: 'meaning lease' });
    this.#loop = new StepLoop({
      step: () => this.step(),
      onFailure: (error) => {
        options.log.warn('the search index cannot keep vectors', describeError(error));
        this.#hasBegun = false;
        return TROUBLE_MS;
      },
    });
  }

  /** Embeds in the background until {@link stop}. */
  start(): void {
    this.#loop.start();
  }

  /** Resolves when nothing is under way and others may go on. */
  async stop(): Promise<void> {
    await this.#loop.stop('The embedding is stopped.');
    await this.#lease.release().catch(() => {});
  }

  /** One batch. Milliseconds until there may be more to do; 0 if there is. Rejects only if the index cannot be written. */
  async step(): Promise<number> {
    const { id } = this.#options.embedder;
    if (!(await this.#lease.hold())) {
      this.#hasBegun = false;
      return LOOK_INTERVAL_MS;
    }
    if (!this.#hasBegun) {
      await this.#meanings.begin(id);
      this.#hasBegun = true;
    }
    const passages = await this.#meanings.unembedded(MAX_TEXTS);
    if (passages.length === 0) {
      return LOOK_INTERVAL_MS;
    }
    try {
      await this.#embed(passages);
      this.#failures = 0;
      return 0;
    } catch (error) {
      this.#loop.signal.throwIfAborted();
      if (error instanceof EmbeddingsError || error instanceof DimensionsError) {
        return this.#pauseAfter(error);
      }
      throw error;
    }
  }

  async #embed(passages: readonly UnembeddedPassage[]): Promise<void> {
    try {
      await this.#put(passages, await this.#vectorsOf(passages.map(({ text }) => text)));
    } catch (error) {
      if (!isRefused(error)) {
        throw error;
      }
      await this.#embedEach(passages);
    }
  }

  /** One text too long must not keep the others waiting. Where everything is refused, a setting is wrong. */
  async #embedEach(passages: readonly UnembeddedPassage[]): Promise<void> {
    await this.#vectorsOf([PROBE]);
    for (const passage of passages) {
      const vectors = await this.#vectorOfBeginning(passage.text);
      if (vectors === undefined) {
        await this.#meanings.skip(this.#options.embedder.id, [passage]);
      } else {
        await this.#put([passage], vectors);
      }
    }
  }

  /** Of as much of the text as the endpoint takes; undefined if it takes nothing of it. */
  async #vectorOfBeginning(text: string): Promise<readonly Float32Array[] | undefined> {
    for (let length = text.length; ; length = Math.floor(length / 2)) {
      try {
        return await this.#vectorsOf([text.slice(0, length)]);
      } catch (error) {
        if (!isRefused(error)) {
          throw error;
        }
        if (length < MIN_TEXT_CHARACTERS) {
          return undefined;
        }
      }
    }
  }

  #vectorsOf(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const { embedder, inTurn } = this.#options;
    const { signal } = this.#loop;
    return inTurn(() => {
      signal.throwIfAborted();
      return embedder.embed(texts, { signal, deadlineMs: DEADLINE_MS, retries: RETRIES });
    });
  }

  async #put(passages: readonly UnembeddedPassage[], vectors: readonly Float32Array[]): Promise<void> {
    const embedded = passages.flatMap(({ key, hash }, at): EmbeddedPassage[] => {
      const vector = vectors[at];
      return vector === undefined ? [] : [{ key, hash, vector }];
    });
    await this.#meanings.put(this.#options.embedder.id, embedded);
  }

  /** Said once, until it works again. */
  #pauseAfter(error: EmbeddingsError | DimensionsError): number {
    if (this.#failures === 0) {
      this.#options.log.warn(
        'passages cannot be embedded; they are found by their words',
        describeError(error),
      );
    }
    this.#failures += 1;
    if (error instanceof DimensionsError || !['busy', 'unavailable', 'late'].includes(error.failure)) {
      return TROUBLE_MS;
    }
    const asked = error.retryAfterSeconds;
    return asked === undefined
      ? backoffMs(Math.min(this.#failures - 1, 30), FIRST_PAUSE_MS, MAX_PAUSE_MS)
      : Math.max(FIRST_PAUSE_MS, Math.min(asked * 1000, MAX_RETRY_AFTER_MS));
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof EmbeddingsError && error.failure === 'refused';
}
