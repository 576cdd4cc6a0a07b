import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ReadCache } from '../../src/notion/cache/read-cache.js';
import { createConnection } from '../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { Crawler } from '../../src/index-crawl/crawler.js';
import { tokenKeyring } from '../../src/search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../src/search-index/sqlite/sqlite-indexes.js';
import { Sealer } from '../../src/sealing/seal.js';
import { silentLog } from '../../src/telemetry/log/log.js';

/** Milliseconds that a process without anything to do waits before it looks again. */
const IDLE_MS = 20;

/** A process that crawls until it is killed; it says `begun`, and `settled` each time when nothing is left to do. */
const [apiUrl = '', folder = '', ahead = '0', owner = ''] = process.argv.slice(2);
const now = (): number => Date.now() + Number(ahead);
const indexes = openSqliteIndexes({
  folder,
  sealer: new Sealer(tokenKeyring(SANDBOX_TOKEN), randomBytes),
  clock: { now: () => new Date(now()), sleep: (milliseconds) => delay(milliseconds) },
  randomBytes,
});
const cache = new ReadCache();
const crawler = new Crawler({
  index: await indexes.open('token of the test'),
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
