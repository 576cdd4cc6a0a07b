// Asks /healthz at each port over a new connection again and again, in a thread of its own: a busy attacker must not make the
// server look slow.
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startThread } from '../harness/processes/modules.js';

/** Between two looks. */
const INTERVAL_MS = 20;
/** After this time a look counts as failed. */
const MAX_ANSWER_MS = 30_000;

interface HealthWatch {
  /** The longest answer of each port in milliseconds since the last time it was asked, in the order of the ports. */
  worst(): Promise<readonly number[]>;
  stop(): Promise<number>;
}

/** Watches a server's health at all ports that tell it. */
export function watchHealth(...urls: readonly string[]): HealthWatch {
  const worker = startThread(new URL(import.meta.url), { urls });
  return {
    worst: () =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', (worst: readonly number[]) => {
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

/** The longest look at one port. */
class Watched {
  #worst = 0;
  #begun = Infinity;
  #asked = 0;

  async watch(url: string): Promise<never> {
    for (;;) {
      this.#begun = performance.now();
      const isAnswered = await look(url);
      this.#worst = Math.max(this.#worst, isAnswered ? this.#waited() : Infinity);
      this.#begun = Infinity;
      await delay(INTERVAL_MS);
    }
  }

  take(): number {
    const worst = Math.max(this.#worst, this.#waited());
    [this.#worst, this.#asked] = [0, performance.now()];
    return worst;
  }

  /** What a look has waited before it was last asked is the attack's before. */
  #waited(): number {
    return performance.now() - Math.max(this.#begun, this.#asked);
  }
}

if (!isMainThread) {
  const { urls } = workerData as { urls: readonly string[] };
  const watched = urls.map((url) => {
    const one = new Watched();
    void one.watch(url);
    return one;
  });
  parentPort?.on('message', () => parentPort?.postMessage(watched.map((one) => one.take())));
}
