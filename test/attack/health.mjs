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

function look(url) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const request = get(`${url}/healthz`, { agent: false, timeout: MAX_ANSWER_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200 ? performance.now() - begun : Infinity));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(Infinity));
  });
}

if (!isMainThread) {
  let worst = 0;
  let underWay = 0;
  parentPort.on('message', () => {
    // One that has no answer yet has taken as long as it waits already.
    const waiting = underWay === 0 ? 0 : performance.now() - underWay;
    parentPort.postMessage(Math.max(worst, waiting));
    worst = 0;
  });
  for (;;) {
    underWay = performance.now();
    worst = Math.max(worst, await look(workerData.url));
    underWay = 0;
    await delay(INTERVAL_MS);
  }
}
