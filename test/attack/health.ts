// Asks /healthz over a new connection again and again, in a thread of its own: a busy attacker must not make the server look slow.
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startThread } from '../harness/processes/modules.js';

/** Between two looks. */
const INTERVAL_MS = 20;
/** After this time a look counts as failed. */
const MAX_ANSWER_MS = 30_000;

interface HealthWatch {
  /** The longest answer in milliseconds since the last time it was asked. */
  worst(): Promise<number>;
  stop(): Promise<number>;
}

/** Watches a server's health. */
export function watchHealth(url: string): HealthWatch {
  const worker = startThread(new URL(import.meta.url), { url });
  return {
    worst: () =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', (worst: number) => {
          worker.off('error', reject);
          resolve(worst);
        });
        worker.postMessage('worst');
      }),
    stop: () => worker.terminate(),
  };
}

/** Whether the server says that it is alive. */
function look(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/healthz`, { agent: false, timeout: MAX_ANSWER_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

if (!isMainThread) {
  const { url } = workerData as { url: string };
  let worst = 0;
  let begun = Infinity;
  let asked = 0;
  // What a look has waited before it was last asked is the attack's before.
  const waited = () => performance.now() - Math.max(begun, asked);
  parentPort?.on('message', () => {
    parentPort?.postMessage(Math.max(worst, waited()));
    [worst, asked] = [0, performance.now()];
  });
  for (;;) {
    begun = performance.now();
    const isAnswered = await look(url);
    worst = Math.max(worst, isAnswered ? waited() : Infinity);
    begun = Infinity;
    await delay(INTERVAL_MS);
  }
}
