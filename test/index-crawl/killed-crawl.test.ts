import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { parseQuery } from '../../src/search-index/query/parse-query.js';
import type { KnownDocument, SearchIndex } from '../../src/search-index/search-index.js';
import { forkModule } from '../harness/processes/modules.js';
import { between, seededRandom } from '../harness/random.js';
import { createSchema, hasPostgres, type TestSchema } from '../support/databases/postgres.js';
import { startCrawl, type CrawlSetting } from './crawl-setting.js';
import { AUTHORIZATION, openIndexesAt, type IndexPlace } from './index-place.js';
import { editedWorkspace, RandomEdits } from './random-edits.js';

const KILLS = 5;
/** Longest life of a process that is killed, in milliseconds after it has begun. */
const MAX_LIFE_MS = 700;
/** Milliseconds after which the lease of a killed process has ended. */
const LEASE_OVER_MS = 61_000;
/** Milliseconds after which what was edited is read again whatever was reported. */
const LATER_MS = 26 * 60 * 60_000;

let sandbox: Sandbox | undefined;
let anew: CrawlSetting | undefined;

afterEach(async () => {
  await anew?.close();
  await sandbox?.close();
});

async function contentOf(index: SearchIndex): Promise<object> {
  const documents = await index.list({ limit: 1000 });
  const { passages, textBytes } = await index.status();
  const facts = documents
    .map((known: KnownDocument) => ({ ...known, indexedAt: '' }))
    .toSorted((one, other) => one.id.localeCompare(other.id));
  const found: object[] = [];
  for (const { title } of facts) {
    const query = parseQuery(`"${title}"`);
    const { hits, total } = await index.find(query, { limit: 50, now: new Date() });
    found.push({
      total,
      hits: hits
        .map((hit) => `${hit.document.id} ${hit.passages} ${hit.snippet.text}`)
        .toSorted((one, other) => one.localeCompare(other)),
    });
  }
  return { facts, passages, textBytes, found };
}

/** Kills processes that crawl, edits in between, lets one end, and compares with an index of whom nobody disturbed. */
async function killAgainAndAgain(place: IndexPlace): Promise<void> {
  const random = seededRandom(9);
  const workspace = editedWorkspace(120, 40);
  sandbox = await startSandbox({ workspace });
  const { url } = sandbox;
  const edits = new RandomEdits(workspace, url, random);
  let ahead = 0;
  Object.assign(workspace, { clock: () => new Date(Date.now() + ahead) });
  const begin = async (life: number) => {
    const child = forkModule(new URL('./crawl-process.ts', import.meta.url), [
      url,
      JSON.stringify(place),
      String(ahead),
      `life ${life}`,
    ]);
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
  ahead += LATER_MS;
  const last = await begin(KILLS);
  for (let settled = 0; settled < 2; settled += 1) {
    await once(last, 'message');
  }
  const exited = once(last, 'exit');
  last.kill('SIGKILL');
  await exited;

  const indexes = await openIndexesAt(place, { now: () => new Date(), sleep: () => Promise.resolve() });
  try {
    const index = await indexes.open(AUTHORIZATION);
    expect(index.begun).toBeUndefined();
    anew = await startCrawl({ workspace, startAt: Date.now() + ahead });
    await anew.settle();
    expect(await contentOf(index)).toEqual(await contentOf(anew.index));
  } finally {
    await indexes.close();
  }
}

describe('a crawl that is killed while it builds and while it refreshes loses and doubles nothing', () => {
  it('of an index in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'killed-crawl-'));
    try {
      await killAgainAndAgain({ kind: 'folder', folder: join(folder, 'index') });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  (hasPostgres ? describe : describe.skip)('of an index in Postgres', () => {
    let home: TestSchema;

    beforeAll(async () => {
      home = await createSchema();
    });

    afterAll(() => home.drop());

    it('whose rows are those that its words name', async () => {
      const schema = `${home.name}_index`;
      try {
        await killAgainAndAgain({ kind: 'schema', url: home.settings().url, schema });
        const counts = await home.query(
          `select (select count(*) from ${schema}.documents)::integer - documents as documents,
              (select count(*) from ${schema}.passages)::integer - passages as passages,
              (select coalesce(sum(bytes), 0) from ${schema}.passages)::integer - text_bytes::integer as bytes
             from ${schema}.indexes`,
        );
        expect(counts).toEqual([{ documents: 0, passages: 0, bytes: 0 }]);
      } finally {
        await home.query(`drop schema if exists ${schema} cascade`);
      }
    });
  });
});
