// Asks /healthz over a new connection again and again, in a thread of its own: a busy attacker must not make the server look slow.
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Milliseconds between two looks. */
const INTERVAL_MS = 20;
/** Milliseconds after which a look counts as failed. */
const MAX_ANSWER_MS = 30_000;

/** Watches a server's health. `worst()` tells the longest answer in milliseconds since the last time it was asked. */
export function watchHealth(url) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url } });
  const worst = () =>
    new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('worst');
    });
  return { worst, stop: () => worker.terminate() };
}

/** Whether the server says that it is alive. */
function look(url) {
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
  let worst = 0;
  let begun = Infinity;
  let asked = 0;
  // What a look has waited before it was last asked is the attack's before.
  const waited = () => performance.now() - Math.max(begun, asked);
  parentPort.on('message', () => {
    parentPort.postMessage(Math.max(worst, waited()));
    [worst, asked] = [0, performance.now()];
  });
  for (;;) {
    begun = performance.now();
    const isAnswered = await look(workerData.url);
    worst = Math.max(worst, isAnswered ? waited() : Infinity);
    begun = Infinity;
    await delay(INTERVAL_MS);
  }
}
