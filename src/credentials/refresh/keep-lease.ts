import type { Clock } from '../../clock.js';

/**
 * Runs `work` and renews the lease beside it. A lease that is lost nevertheless (the process was stopped for longer
 * than it lasts) does not end `work`: its request to Notion cannot be called back, and what it brings is stored by
 * compare-and-swap, which needs no lease to be right.
 */
export async function keepLease<Result>(
  renew: () => Promise<boolean>,
  clock: Clock,
  interval: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = new AbortController();
  const renewing = renewUntil(done.signal, renew, clock, interval);
  try {
    return await work();
  } finally {
    done.abort();
    await renewing;
  }
}

async function renewUntil(
  done: AbortSignal,
  renew: () => Promise<boolean>,
  clock: Clock,
  interval: number,
): Promise<void> {
  for (let held = true; held;) {
    await clock.sleep(interval, done);
    if (done.aborted) {
      return;
    }
    // A renewal that the database refuses is tried again: several fit into one lease.
    held = await renew().catch(() => true);
  }
}
