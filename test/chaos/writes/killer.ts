import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from '../../harness/processes/server-process.js';
import { between, oneOf, type Random } from '../../harness/random.js';

/** From one kill to the next. */
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 6000;
/** A killed process stays away for so long. */
const MAX_ABSENCE_MS = 400;

/** Kills one process after the other with SIGKILL, at any moment, and starts it again. Resolves when all serve. */
export async function killAtRandom(
  servers: readonly ServerProcess[],
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let kills = 0;
  while (!signal.aborted) {
    await delay(between(random, MIN_PAUSE_MS, MAX_PAUSE_MS), undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) {
      const server = oneOf(random, servers);
      await server.kill();
      kills += 1;
      await delay(random() * MAX_ABSENCE_MS);
      await server.start();
    }
  }
  return kills;
}
