import Bottleneck from 'bottleneck';
import { LRUCache } from 'lru-cache';
import { RetryLaterError } from '../../errors.js';
import { say } from '../../text/words.js';
import type { ConnectionId } from '../../ids.js';

const MINUTE_MS = 60_000;
/** Calls a minute of one person, as Notion has documented them. */
const CALLS_PER_MINUTE = 180;
/** Of these, searches. */
const SEARCHES_PER_MINUTE = 30;
/** Connections with a bucket. */
const MAX_BUCKETS = 5000;

/** The hosted server counts apart from the REST API, and each person by themselves. */
interface Buckets {
  readonly calls: Bottleneck;
  readonly searches: Bottleneck;
  /** Until when the server itself wants no more calls, in milliseconds of the clock. */
  closedUntil: number;
}

/**
 * Counts calls of the hosted server by connection. Nobody waits: a call that does not fit into the minute is refused, because
 * whoever asks has something else to show meanwhile.
 */
export class CallBuckets {
  readonly #now: () => number;
  readonly #buckets = new LRUCache<ConnectionId, Buckets>({
    max: MAX_BUCKETS,
    dispose: ({ calls, searches }) => {
      void calls.disconnect();
      void searches.disconnect();
    },
  });

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs the call, or rejects with a `RetryLaterError`. */
  async run<Result>(id: ConnectionId, isSearch: boolean, call: () => Promise<Result>): Promise<Result> {
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
    } catch (error) {
      if (error instanceof RetryLaterError) {
        buckets.closedUntil = this.#now() + error.seconds * 1000;
      }
      throw error;
    }
  }

  #of(id: ConnectionId): Buckets {
    const known = this.#buckets.get(id);
    if (known !== undefined) {
      return known;
    }
    const made: Buckets = {
      calls: bucketOf(CALLS_PER_MINUTE),
      searches: bucketOf(SEARCHES_PER_MINUTE),
      closedUntil: 0,
    };
    this.#buckets.set(id, made);
    return made;
  }
}

function bucketOf(perMinute: number): Bottleneck {
  return new Bottleneck({
    reservoir: perMinute,
    reservoirRefreshAmount: perMinute,
    reservoirRefreshInterval: MINUTE_MS,
    // A queue of none: what does not fit is refused.
    highWater: 0,
    strategy: Bottleneck.strategy.OVERFLOW,
  });
}

async function take(bucket: Bottleneck): Promise<void> {
  try {
    await bucket.schedule(() => Promise.resolve());
  } catch (error) {
    if (error instanceof Bottleneck.BottleneckError) {
      throw fullFor(MINUTE_MS / 1000);
    }
    throw error;
  }
}

function fullFor(seconds: number): RetryLaterError {
  return new RetryLaterError(say`The calls of Notion's hosted server are used up for this minute.`, seconds);
}
