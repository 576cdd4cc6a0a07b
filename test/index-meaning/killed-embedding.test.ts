import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forkModule } from '../harness/processes/modules.js';
import { between, seededRandom } from '../harness/random.js';
import { documentOf } from '../search-index/support/documents.js';
import { startEmbedding, type EmbeddingSetting } from './embedding-setting.js';

const KILLS = 4;
/** Longest life of a process that is killed, in milliseconds after it has begun. */
const MAX_LIFE_MS = 150;
/** Milliseconds after which the lease of a killed process has ended. */
const LEASE_OVER_MS = 61_000;
const PASSAGES = 800;
const BATCH = 16;

let setting: EmbeddingSetting;

beforeEach(async () => {
  setting = await startEmbedding();
  await setting.index.commit({
    put: Array.from({ length: PASSAGES }, (_, at) => documentOf(at, `Page ${at}`, `text ${at}`)),
  });
});

afterEach(() => setting.close());

it('loses nothing when it is killed again and again, and embeds at most the batch under way twice', async () => {
  const random = seededRandom(5);
  const begin = async (life: number) => {
    const parameters = [setting.endpoint.url, setting.folder, String(life * LEASE_OVER_MS), `life ${life}`];
    const child = forkModule(new URL('./embedding-process.ts', import.meta.url), parameters);
    await once(child, 'message');
    return child;
  };
  for (let life = 0; life < KILLS; life += 1) {
    const child = await begin(life);
    await delay(between(random, 0, MAX_LIFE_MS));
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  const last = await begin(KILLS);
  await once(last, 'message');
  const exited = once(last, 'exit');
  last.kill('SIGKILL');
  await exited;
  expect(await setting.index.meanings.count()).toEqual({ embedded: PASSAGES, unembedded: 0 });
  expect(new Set(setting.endpoint.texts).size).toBe(PASSAGES);
  expect(setting.endpoint.texts.length).toBeLessThanOrEqual(PASSAGES + KILLS * BATCH);
});
