import { setTimeout as delay } from 'node:timers/promises';
import { ReadCache } from '../../src/notion/cache/read-cache.js';
import { createConnection } from '../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { Crawler } from '../../src/index-crawl/crawler.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { AUTHORIZATION, openIndexesAt, type IndexPlace } from './index-place.js';

/** Milliseconds that a process without anything to do waits before it looks again. */
const IDLE_MS = 20;

/** A process that crawls until it is killed; it says `begun`, and `settled` each time when nothing is left to do. */
const [apiUrl = '', place = '', ahead = '0', owner = ''] = process.argv.slice(2);
const now = (): number => Date.now() + Number(ahead);
const indexes = await openIndexesAt(JSON.parse(place) as IndexPlace, {
  now: () => new Date(now()),
  sleep: (milliseconds) => delay(milliseconds),
});
const cache = new ReadCache();
const crawler = new Crawler({
  index: await indexes.open(AUTHORIZATION),
  connection: createConnection({
    token: SANDBOX_TOKEN,
    apiUrl,
    cache,
    budget: { requestsPerWindow: 1_000_000 },
  }),
  owner,
  policy: 'everybody',
  pollMs: 60_000,
  log: silentLog,
  now,
  forget: (ids) => cache.drop(ids),
});
process.send?.('begun');
for (;;) {
  if ((await crawler.step()) > 0) {
    process.send?.('settled');
    await delay(IDLE_MS);
  }
}
