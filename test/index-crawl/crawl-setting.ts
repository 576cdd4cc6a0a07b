import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from '../../src/notion/client/connection.js';
import { ReadCache } from '../../src/notion/cache/read-cache.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../src/sandbox/seed/engineering-workspace.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import type { IndexDocument } from '../../src/search-index/document/document.js';
import { Crawler } from '../../src/index-crawl/crawler.js';
import type { Findings, SearchIndex, SearchIndexes } from '../../src/search-index/search-index.js';
import { parseQuery } from '../../src/search-index/query/parse-query.js';
import { openSqliteIndexes } from '../../src/search-index/sqlite/sqlite-indexes.js';
import { tokenKeyring } from '../../src/search-index/sqlite/index-keys.js';
import { Sealer } from '../../src/sealing/seal.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { recorded } from './recorded-index.js';

/** The sandbox's workspace is dated from here. */
export const NOW = new Date('2026-11-20T12:00:00Z');
const AUTHORIZATION = 'token of the test';
/** Steps after which a crawl is taken to go round in a circle. */
const MAX_STEPS = 20_000;

/** A crawl of a sandbox into an index on disk, on a clock that only the test moves. */
export interface CrawlSetting {
  readonly sandbox: Sandbox;
  readonly index: SearchIndex;
  /** What was written to it. */
  readonly documents: ReadonlyMap<string, IndexDocument>;
  readonly crawler: Crawler;
  /** Runs steps until nothing is left to do now; how many. */
  settle(): Promise<number>;
  /** Moves the clock. */
  pass(milliseconds: number): void;
  now(): number;
  find(query: string): Promise<Findings>;
  /** Another process on the same index. */
  another(owner: string, policy?: string): Crawler;
  close(): Promise<void>;
}

export interface CrawlSettingOptions {
  readonly workspace?: Workspace;
  readonly pollMs?: number;
  readonly policy?: string;
  readonly startAt?: number;
}

export async function startCrawl({
  workspace = engineeringWorkspace({ now: NOW }),
  pollMs = 60_000,
  policy = 'everybody',
  startAt = NOW.getTime(),
}: CrawlSettingOptions = {}): Promise<CrawlSetting> {
  const sandbox = await startSandbox({ workspace });
  const folder = await mkdtemp(join(tmpdir(), 'crawl-'));
  let now = startAt;
  const indexes: SearchIndexes = openSqliteIndexes({
    folder: join(folder, 'index'),
    sealer: new Sealer(tokenKeyring(SANDBOX_TOKEN), randomBytes),
    clock: { now: () => new Date(now), sleep: () => Promise.resolve() },
    randomBytes,
  });
  const { index, documents } = recorded(await indexes.open(AUTHORIZATION));
  const crawlerFor = (owner: string, rule = policy): Crawler => {
    const cache = new ReadCache();
    return new Crawler({
      index,
      connection: createConnection({
        token: SANDBOX_TOKEN,
        apiUrl: sandbox.url,
        cache,
        backoffMilliseconds: 2,
        budget: { requestsPerWindow: 1_000_000 },
      }),
      owner,
      policy: rule,
      pollMs,
      log: silentLog,
      now: () => now,
      forget: (ids) => cache.drop(ids),
    });
  };
  const crawler = crawlerFor('first');
  return {
    sandbox,
    index,
    documents,
    crawler,
    settle: () => settle(crawler),
    pass: (milliseconds) => void (now += milliseconds),
    now: () => now,
    find: (query) => index.find(parseQuery(query), { limit: 20, now: new Date(now) }),
    another: crawlerFor,
    close: async () => {
      await crawler.stop();
      await indexes.close();
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Runs steps until the crawler has nothing left to do now. */
export async function settle(crawler: Crawler): Promise<number> {
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if ((await crawler.step()) > 0) {
      return steps;
    }
  }
  throw new Error(`The crawl has not settled after ${MAX_STEPS} steps.`);
}
