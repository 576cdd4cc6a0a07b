import { afterEach, expect, it } from '@jest/globals';
import { readReach } from '../../src/index-crawl/crawl-progress.js';
import { startCrawl, type CrawlSetting } from './crawl-setting.js';

let crawl: CrawlSetting | undefined;

afterEach(async () => {
  await crawl?.close();
});

it('indexes every page, row and database that the connection sees, with texts', async () => {
  crawl = await startCrawl();
  await crawl.settle();
  const reach = await readReach(crawl.index);
  console.log(reach, await crawl.index.status(), crawl.sandbox.requests.length);
  console.log(JSON.stringify((await crawl.find('rollback')).hits.slice(0, 3), null, 1));
  expect(reach.read).toBe(reach.pages);
});
