import { backoffMs } from '../backoff.js';
import { CrawlLease } from '../index-crawl/crawl-lease.js';
import { StepLoop } from '../index-crawl/step-loop.js';
import { MAX_TEXTS } from '../embeddings/embedder.js';
import { EmbeddingsError } from '../embeddings/embeddings-error.js';
import { DimensionsError, } from '../search-index/meanings.js';
import { describeError } from '../telemetry/log/log.js';
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
/**
 * Gives the passages of an index their vectors, in the background: a few at a time, each batch written before the next is asked
 * for. What is still to be done stands in the index, so a process may be killed at any time. One process at a time does it.
 */
export class PassageEmbedder {
    #options;
    #meanings;
    #lease;
    #loop;
    #hasBegun = false;
    /** Failures since the last success. */
    #failures = 0;
    constructor(options) {
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
    start() {
        this.#loop.start();
    }
    /** Resolves when nothing is under way and others may go on. */
    async stop() {
        await this.#loop.stop('The embedding is stopped.');
        await this.#lease.release().catch(() => { });
    }
    /** One batch. Milliseconds until there may be more to do; 0 if there is. Rejects only if the index cannot be written. */
    async step() {
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
        }
        catch (error) {
            this.#loop.signal.throwIfAborted();
            if (error instanceof EmbeddingsError || error instanceof DimensionsError) {
                return this.#pauseAfter(error);
            }
            throw error;
        }
    }
    async #embed(passages) {
        try {
            await this.#put(passages, await this.#vectorsOf(passages.map(({ text }) => text)));
        }
        catch (error) {
            if (!isRefused(error)) {
                throw error;
            }
            await this.#embedEach(passages);
        }
    }
    /** One text too long must not keep the others waiting. Where everything is refused, a setting is wrong. */
    async #embedEach(passages) {
        await this.#vectorsOf([PROBE]);
        for (const passage of passages) {
            const vectors = await this.#vectorOfBeginning(passage.text);
            if (vectors === undefined) {
                await this.#meanings.skip(this.#options.embedder.id, [passage]);
            }
            else {
                await this.#put([passage], vectors);
            }
        }
    }
    /** Of as much of the text as the endpoint takes; undefined if it takes nothing of it. */
    async #vectorOfBeginning(text) {
        for (let length = text.length;; length = Math.floor(length / 2)) {
            try {
                return await this.#vectorsOf([text.slice(0, length)]);
            }
            catch (error) {
                if (!isRefused(error)) {
                    throw error;
                }
                if (length < MIN_TEXT_CHARACTERS) {
                    return undefined;
                }
            }
        }
    }
    #vectorsOf(texts) {
        const { embedder, inTurn } = this.#options;
        const { signal } = this.#loop;
        return inTurn(() => {
            signal.throwIfAborted();
            return embedder.embed(texts, { signal, deadlineMs: DEADLINE_MS, retries: RETRIES });
        });
    }
    async #put(passages, vectors) {
        const embedded = passages.flatMap(({ key, hash }, at) => {
            const vector = vectors[at];
            return vector === undefined ? [] : [{ key, hash, vector }];
        });
        await this.#meanings.put(this.#options.embedder.id, embedded);
    }
    /** Said once, until it works again. */
    #pauseAfter(error) {
        if (this.#failures === 0) {
            this.#options.log.warn('passages cannot be embedded; they are found by their words', describeError(error));
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
function isRefused(error) {
    return error instanceof EmbeddingsError && error.failure === 'refused';
}
