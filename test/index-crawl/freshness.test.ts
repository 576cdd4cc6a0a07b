import { afterEach, expect, it } from '@jest/globals';
import { COMMENTS_INTERVAL_MS, SWEEP_INTERVAL_MS } from '../../src/index-crawl/crawler.js';
import { between, seededRandom, type Random } from '../harness/random.js';
import { parseEvent } from '../../src/webhooks/event.js';
import { changeOf } from '../../src/webhooks/webhook-receiver.js';
import { startCrawl, type CrawlSetting } from './crawl-setting.js';
import { editedWorkspace, RandomEdits } from './random-edits.js';
import { inOrder } from './recorded-index.js';

const EDITS = 1000;

let settings: CrawlSetting[] = [];

afterEach(async () => {
  await Promise.all(settings.map((setting) => setting.close()));
  settings = [];
});

/** Events as Notion may deliver them: not at all, twice, and in another order. */
class Deliveries {
  readonly #random: Random;
  #waiting: (readonly string[])[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  sent(ids: readonly string[]): void {
    const fate = this.#random();
    const copies = fate < 0.4 ? 0 : fate < 0.7 ? 1 : 2;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#waiting.splice(Math.floor(this.#random() * (this.#waiting.length + 1)), 0, ids);
    }
  }

  /** What arrives now. */
  arriving(): readonly (readonly string[])[] {
    const count = Math.floor(this.#random() * Math.min(5, this.#waiting.length + 1));
    return this.#waiting.splice(0, count);
  }
}

/** The objects that events make the server read again. */
function reported(events: readonly object[]): readonly (readonly string[])[] {
  return events.flatMap((event) => {
    const parsed = parseEvent(event);
    const change = parsed === undefined ? undefined : changeOf(parsed);
    return change === undefined ? [] : [change.objectIds];
  });
}

it('is like the workspace after the sweep, whatever became of the reports of a thousand edits', async () => {
  const random = seededRandom(16);
  const workspace = editedWorkspace(30, 20);
  const crawl = await startCrawl({ workspace });
  settings.push(crawl);
  Object.assign(workspace, { clock: () => new Date(crawl.now()) });
  const edits = new RandomEdits(workspace, crawl.sandbox.url, seededRandom(1));
  const deliveries = new Deliveries(random);
  await crawl.settle();
  for (let edit = 0; edit < EDITS; edit += 1) {
    await edits.edit();
    // Notion collects what happens to one object for a while.
    if (random() < 0.5) {
      reported(crawl.sandbox.webhooks.take()).forEach((ids) => deliveries.sent(ids));
    }
    for (const ids of deliveries.arriving()) {
      await crawl.crawler.report(ids);
    }
    crawl.pass(between(random, 0, 40_000));
    for (let steps = random() * 4; steps > 0; steps -= 1) {
      await crawl.crawler.step();
    }
  }
  crawl.pass(Math.max(SWEEP_INTERVAL_MS, COMMENTS_INTERVAL_MS));
  await crawl.settle();

  const anew = await startCrawl({ workspace, startAt: crawl.now() });
  settings.push(anew);
  await anew.settle();
  expect(inOrder(crawl.documents)).toEqual(inOrder(anew.documents));
  const ids = (await crawl.index.list({ limit: 1000 })).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(
    inOrder(crawl.documents)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(ids.length).toBeGreaterThan(20);
});
