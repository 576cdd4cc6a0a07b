import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { parseQuery } from '../../src/search-index/query/parse-query.js';
import type { KnownDocument, SearchIndex } from '../../src/search-index/search-index.js';
import { tokenKeyring } from '../../src/search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../src/search-index/sqlite/sqlite-indexes.js';
import { Sealer } from '../../src/sealing/seal.js';
import { forkModule } from '../harness/processes/modules.js';
import { between, seededRandom } from '../harness/random.js';
import { startCrawl, type CrawlSetting } from './crawl-setting.js';
import { editedWorkspace, RandomEdits } from './random-edits.js';

const KILLS = 5;
/** Longest life of a process that is killed, in milliseconds after it has begun. */
const MAX_LIFE_MS = 700;
/** Milliseconds after which the lease of a killed process has ended. */
const LEASE_OVER_MS = 61_000;

let sandbox: Sandbox | undefined;
let folder: string | undefined;
let anew: CrawlSetting | undefined;

afterEach(async () => {
  await anew?.close();
  await sandbox?.close();
  await rm(folder ?? '', { recursive: true, force: true });
});

async function contentOf(index: SearchIndex): Promise<object> {
  const documents = await index.list({ limit: 1000 });
  const { passages, textBytes } = await index.status();
  const facts = documents.map((known: KnownDocument) => ({ ...known, indexedAt: '' }));
  const found = await Promise.all(
    documents.map(async ({ title }) => {
      const query = parseQuery(`"${title}"`);
      const { hits, total } = await index.find(query, { limit: 50, now: new Date() });
      return {
        total,
        hits: hits
          .map((hit) => `${hit.document.id} ${hit.passages} ${hit.snippet.text}`)
          .toSorted((a, b) => a.localeCompare(b)),
      };
    }),
  );
  return { facts, passages, textBytes, found };
}

it('loses and doubles nothing when it is killed again and again, while it builds and while it refreshes', async () => {
  const random = seededRandom(9);
  const workspace = editedWorkspace(120, 40);
  sandbox = await startSandbox({ workspace });
  folder = await mkdtemp(join(tmpdir(), 'killed-crawl-'));
  const edits = new RandomEdits(workspace, sandbox.url, random);
  let ahead = 0;
  Object.assign(workspace, { clock: () => new Date(Date.now() + ahead) });
  const begin = async (life: number) => {
    const parameters = [sandbox?.url ?? '', join(folder ?? '', 'index'), String(ahead), `life ${life}`];
    const child = forkModule(new URL('./crawl-process.ts', import.meta.url), parameters);
    await once(child, 'message');
    return child;
  };
  for (let life = 0; life < KILLS; life += 1) {
    const child = await begin(life);
    await delay(between(random, 0, MAX_LIFE_MS));
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    ahead += LEASE_OVER_MS;
    for (let edit = 0; edit < 5; edit += 1) {
      await edits.edit();
    }
  }
  // The last one may end what the others began; what was edited is a while ago then.
  ahead += 26 * 60 * 60_000;
  const last = await begin(KILLS);
  for (let settled = 0; settled < 2; settled += 1) {
    await once(last, 'message');
  }
  const exited = once(last, 'exit');
  last.kill('SIGKILL');
  await exited;

  const indexes = openSqliteIndexes({
    folder: join(folder, 'index'),
    sealer: new Sealer(tokenKeyring(SANDBOX_TOKEN), randomBytes),
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    randomBytes,
  });
  try {
    const index = await indexes.open('token of the test');
    expect(index.begun).toBeUndefined();
    anew = await startCrawl({ workspace, startAt: Date.now() + ahead });
    await anew.settle();
    expect(await contentOf(index)).toEqual(await contentOf(anew.index));
  } finally {
    await indexes.close();
  }
});
