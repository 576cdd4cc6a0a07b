import { setTimeout as delay } from 'node:timers/promises';
import type { HostedSandbox } from '../../../src/sandbox/hosted/hosted-sandbox.js';
import { between, type Random } from '../../harness/random.js';

/** From one fault to the next: longer than the pause before a retry. */
const MIN_PAUSE_MS = 600;
const MAX_PAUSE_MS = 1200;
const TOKEN = /^POST \/token refresh_token/;

/** What was planned to go wrong at the token endpoint. */
export function noLosses(): Record<
  'answers of 500 before the refresh' | 'resets before the refresh' | 'answers lost after the refresh',
  number
> {
  return {
    'answers of 500 before the refresh': 0,
    'resets before the refresh': 0,
    'answers lost after the refresh': 0,
  };
}

/** Refreshes that met a fault. */
function failed({ requests }: HostedSandbox): number {
  return requests.filter(({ label, status }) => TOKEN.test(label) && (status === 0 || status >= 500)).length;
}

/** Lets the token endpoint fail now and then, also after it has acted, until the signal aborts. */
export async function disturb(
  hosted: HostedSandbox,
  losses: ReturnType<typeof noLosses>,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await delay(between(random, MIN_PAUSE_MS, MAX_PAUSE_MS));
    const fate = random();
    if (fate < 0.35) {
      losses['answers of 500 before the refresh'] += 1;
      hosted.failNext({ kind: 'status', status: 500 }, 1, TOKEN);
    } else if (fate < 0.7) {
      losses['resets before the refresh'] += 1;
      hosted.failNext({ kind: 'reset' }, 1, TOKEN);
    } else {
      losses['answers lost after the refresh'] += 1;
      hosted.failNext({ kind: 'reset', acted: true }, 1, TOKEN);
    }
    // Two that wait would meet one refresh and its retry: no client survives that.
    const before = failed(hosted);
    while (!signal.aborted && failed(hosted) === before) {
      await delay(10);
    }
  }
}
