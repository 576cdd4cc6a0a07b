import Bottleneck from 'bottleneck';
import { LRUCache } from 'lru-cache';
import { RetryLaterError } from '../../errors.js';
import { say } from '../../text/words.js';
const MINUTE_MS = 60_000;
/** Calls a minute of one person, as Notion has documented them. */
const CALLS_PER_MINUTE = 180;
/** Of these, searches. */
const SEARCHES_PER_MINUTE = 30;
/** Connections with a bucket. */
const MAX_BUCKETS = 5000;
/**
 * Counts calls of the hosted server by connection. Nobody waits: a call that does not fit into the minute is refused, because
 * whoever asks has something else to show meanwhile.
 */
export class CallBuckets {
    #now;
    #buckets = new LRUCache({
        max: MAX_BUCKETS,
        dispose: ({ calls, searches }) => {
            void calls.disconnect();
            void searches.disconnect();
        },
    });
    constructor(now) {
        this.#now = now;
    }
    /** Runs the call, or rejects with a `RetryLaterError`. */
    async run(id, isSearch, call) {
        const buckets = this.#of(id);
        const closedMs = buckets.closedUntil - this.#now();
        if (closedMs > 0) {
            throw fullFor(Math.ceil(closedMs / 1000));
        }
        const taken = isSearch ? [buckets.searches, buckets.calls] : [buckets.calls];
        for (const bucket of taken) {
            await take(bucket);
        }
        try {
            return await call();
        }
        catch (error) {
            if (error instanceof RetryLaterError) {
                buckets.closedUntil = this.#now() + error.seconds * 1000;
            }
            throw error;
        }
    }
    #of(id) {
        const known = this.#buckets.get(id);
        if (known !== undefined) {
            return known;
        }
        const made = {
            calls: bucketOf(CALLS_PER_MINUTE),
            searches: bucketOf(SEARCHES_PER_MINUTE),
            closedUntil: 0,
        };
        this.#buckets.set(id, made);
        return made;
    }
}
function bucketOf(perMinute) {
    return new Bottleneck({
        reservoir: perMinute,
        reservoirRefreshAmount: perMinute,
        reservoirRefreshInterval: MINUTE_MS,
        // A queue of none: what does not fit is refused.
        highWater: 0,
        strategy: Bottleneck.strategy.OVERFLOW,
    });
}
async function take(bucket) {
    try {
        await bucket.schedule(() => Promise.resolve());
    }
    catch (error) {
        if (error instanceof Bottleneck.BottleneckError) {
            throw fullFor(MINUTE_MS / 1000);
        }
        throw error;
    }
}
function fullFor(seconds) {
    return new RetryLaterError(say `The calls of Notion's hosted server are used up for this minute.`, seconds);
}
