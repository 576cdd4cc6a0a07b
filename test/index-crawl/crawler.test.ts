import { afterEach, expect, it } from '@jest/globals';
import { Client } from '@notionhq/client';
import { readProgress, readReach } from '../../src/index-crawl/crawl-progress.js';
import { COMMENTS_INTERVAL_MS, SWEEP_INTERVAL_MS } from '../../src/index-crawl/crawler.js';
import { reachText } from '../../src/search-index/reach.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { plain } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addComment, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { settle, startCrawl, type CrawlSetting } from './crawl-setting.js';
import { editedWorkspace } from './random-edits.js';

let crawl: CrawlSetting | undefined;

afterEach(async () => {
  await crawl?.close();
  crawl = undefined;
});

function idOf(workspace: Workspace, words: string): string {
  const found = [...workspace.pages.values()].find((page) =>
    JSON.stringify([...page.values]).includes(words),
  );
  return found?.id ?? '';
}

it('indexes every page, row and database that the connection sees, with texts, values and comments', async () => {
  const workspace = editedWorkspace(12, 5);
  addComment(workspace, {
    on: { kind: 'page', id: idOf(workspace, '"Page 3"') },
    text: 'The ferry is late.',
  });
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.settle();
  const reach = await readReach(crawl.index);
  expect(reach).toMatchObject({ pages: 17, read: 17, databases: 1, pending: 0, isListed: true });
  expect(reachText(reach, new Date(crawl.now()))).toMatch(/^all 17 pages, newest edit /);
  expect((await crawl.find('"First words of page 7"')).hits[0]?.document.title).toBe('Page 7');
  expect((await crawl.find('ferry late')).hits[0]?.document).toMatchObject({
    kind: 'comments',
    title: 'Page 3',
  });
  expect((await crawl.find('in:Register "Row 2"')).hits[0]?.document).toMatchObject({ kind: 'row' });
});

it('indexes the comments on a block that an event names, and forgets them when they are gone', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  const page = idOf(workspace, '"Page 3"');
  const children = workspace.pages.get(page)?.children ?? [];
  const block = children.find((id) => workspace.blocks.get(id)?.content.type === 'paragraph') ?? '';
  addComment(workspace, { on: { kind: 'block', id: block }, text: 'The ferry is late.' });
  await crawl.settle();
  // No page and no block tells that there are any.
  expect((await crawl.find('"ferry is late"')).total).toBe(0);
  await crawl.crawler.report([page, block]);
  await crawl.settle();
  const { hits, total } = await crawl.find('"ferry is late"');
  expect(total).toBe(1);
  expect(hits[0]).toMatchObject({
    document: { kind: 'comments', title: 'Page 3', parent: page },
    anchor: block,
    part: 'comment',
  });
  expect(await readReach(crawl.index)).toMatchObject({ pages: 17, read: 17 });
  // Lost with its event: found out within a day.
  workspace.comments.length = 0;
  crawl.pass(COMMENTS_INTERVAL_MS);
  await crawl.settle();
  expect((await crawl.find('"ferry is late"')).total).toBe(0);
  expect(await crawl.index.lookUp([`comments:${block}`])).toEqual([]);
});

it('forgets the comments on a block that is deleted', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  const page = workspace.pages.get(idOf(workspace, '"Page 3"'));
  const block =
    (page?.children ?? []).find((id) => workspace.blocks.get(id)?.content.type === 'paragraph') ?? '';
  addComment(workspace, { on: { kind: 'block', id: block }, text: 'The ferry is late.' });
  await crawl.settle();
  await crawl.crawler.report([page?.id ?? '', block]);
  await crawl.settle();
  expect((await crawl.find('"ferry is late"')).total).toBe(1);
  page?.children.splice(page.children.indexOf(block), 1);
  workspace.blocks.delete(block);
  crawl.pass(COMMENTS_INTERVAL_MS);
  await crawl.settle();
  expect((await crawl.find('"ferry is late"')).total).toBe(0);
});

it('reads the comments on a block again with what their page has become', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  const page = workspace.pages.get(idOf(workspace, '"Page 3"'));
  const block =
    (page?.children ?? []).find((id) => workspace.blocks.get(id)?.content.type === 'paragraph') ?? '';
  addComment(workspace, { on: { kind: 'block', id: block }, text: 'The ferry is late.' });
  await crawl.settle();
  await crawl.crawler.report([block]);
  await crawl.settle();
  expect((await crawl.find('"ferry is late"')).hits[0]?.document).toMatchObject({ title: 'Page 3' });
  const notion = new Client({
    auth: SANDBOX_TOKEN,
    baseUrl: crawl.sandbox.url,
    notionVersion: '2026-03-11',
  });
  await notion.pages.update({
    page_id: page?.id ?? '',
    properties: { title: { title: [{ type: 'text', text: { content: 'Timetables' } }] } },
  });
  workspace.comments.length = 0;
  addComment(workspace, { on: { kind: 'block', id: block }, text: 'The ferry is early.' });
  crawl.pass(COMMENTS_INTERVAL_MS);
  await crawl.settle();
  expect((await crawl.find('"ferry is late"')).total).toBe(0);
  const [hit] = (await crawl.find('"ferry is early"')).hits;
  expect(hit?.document).toMatchObject({ kind: 'comments', title: 'Timetables', parent: page?.id });
});

it('indexes values as they are read, not as Markdown writes them', async () => {
  const workspace = createWorkspace();
  const database = addDatabase(workspace, { title: 'Register' });
  const source = addDataSource(workspace, {
    database,
    name: 'Register',
    columns: [plain('Name', 'title'), plain('Note', 'rich_text'), plain('Link', 'url')],
  });
  addRow(workspace, source, {
    Name: 'Row',
    Note: 'Use [snake_case] always',
    Link: 'https://example.com/a_b_c',
  });
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.settle();
  const { hits } = await crawl.find('snake_case');
  expect(hits[0]?.snippet.text).toContain('Note: Use [snake_case] always');
  expect(hits[0]?.snippet.text).toContain('https://example.com/a_b_c');
});

it('tells how far it is while it reads, and finds titles before texts', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.crawler.step();
  const reach = await readReach(crawl.index);
  expect(reach).toMatchObject({ pages: 17, read: 0, isListed: true });
  expect(reachText(reach, new Date(crawl.now()))).toMatch(/^0 of about 17 pages, /);
  expect((await crawl.find('"Page 7"')).hits[0]?.document.title).toBe('Page 7');
  expect((await crawl.find('"First words of page 7"')).total).toBe(0);
});

it('reads what is reported before everything else, and forgets what is in the trash', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.crawler.step();
  const page = idOf(workspace, '"Page 7"');
  await crawl.crawler.report([page, '']);
  await crawl.crawler.step();
  expect((await crawl.find('"First words of page 7"')).total).toBe(1);
  await crawl.settle();
  workspace.trash.add(page);
  workspace.removed.add(page);
  await crawl.crawler.report([page]);
  await crawl.settle();
  expect((await crawl.find('"First words of page 7"')).total).toBe(0);
});

it('forgets pages that are no longer shared, with the next look through everything', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.settle();
  // What was read in the minute of its edit is read once more.
  crawl.pass(5 * 60_000);
  await crawl.settle();
  Object.assign(workspace.pages.get(idOf(workspace, '"Page 7"')) ?? {}, { hidden: true });
  crawl.pass(SWEEP_INTERVAL_MS);
  await crawl.settle();
  expect((await crawl.find('"First words of page 7"')).total).toBe(0);
  expect((await crawl.find('"First words of page 8"')).total).toBe(1);
});

it('forgets them also where the look was begun by a process that was killed', async () => {
  const workspace = editedWorkspace(250, 0);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.settle();
  // What was read in the minute of its edit is read once more.
  crawl.pass(5 * 60_000);
  await crawl.settle();
  Object.assign(workspace.pages.get(idOf(workspace, '"Page 249"')) ?? {}, { hidden: true });
  crawl.pass(SWEEP_INTERVAL_MS);
  // Until the first of three lists was read. The process is gone without a word then.
  while ((await readProgress(crawl.index))?.sweep?.cursor === undefined) {
    await crawl.crawler.step();
  }
  crawl.sandbox.clearRequests();
  crawl.pass(61_000);
  const second = crawl.another('second');
  await settle(second);
  expect((await crawl.find('"First words of page 249"')).total).toBe(0);
  expect((await crawl.find('"First words of page 8"')).total).toBe(1);
  // It went on where the other one had stopped, and asked for the one page that was missing.
  const lists = crawl.sandbox.requests.filter(({ path }) => path.endsWith('/search'));
  expect(lists.length).toBeLessThanOrEqual(3);
  expect(crawl.sandbox.requests.filter(({ path }) => path.includes('/pages/'))).toHaveLength(1);
  await second.stop();
});

it('tidies the index when everything was read, and once a day', async () => {
  crawl = await startCrawl({ workspace: editedWorkspace(3, 0), startAt: Date.now() });
  await crawl.crawler.step();
  expect((await readProgress(crawl.index))?.tidiedAt).toBeUndefined();
  await crawl.settle();
  const first = crawl.now();
  expect((await readProgress(crawl.index))?.tidiedAt).toBe(first);
  crawl.pass(60 * 60_000);
  await crawl.settle();
  expect((await readProgress(crawl.index))?.tidiedAt).toBe(first);
  crawl.pass(24 * 60 * 60_000);
  await crawl.settle();
  expect((await readProgress(crawl.index))?.tidiedAt).toBe(crawl.now());
});

it('leaves the crawl to the process that has the lease, until that stops or is gone', async () => {
  crawl = await startCrawl({ workspace: editedWorkspace(3, 0), startAt: Date.now() });
  const second = crawl.another('second');
  await crawl.crawler.step();
  const sent = crawl.sandbox.requests.length;
  expect(await second.step()).toBeGreaterThan(0);
  expect(crawl.sandbox.requests).toHaveLength(sent);
  await crawl.crawler.stop();
  await settle(second);
  expect(await readReach(crawl.index)).toMatchObject({ pages: 3, read: 3 });
  // The second one is gone without a word.
  const third = crawl.another('third');
  expect(await third.step()).toBeGreaterThan(0);
  crawl.pass(61_000);
  expect(await third.step()).toBe(0);
  await second.stop();
  await third.stop();
});

it('tries again later what Notion refused or did not answer for', async () => {
  crawl = await startCrawl({ workspace: editedWorkspace(3, 0), startAt: Date.now() });
  crawl.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /GET .*markdown/);
  crawl.sandbox.failNext({ kind: 'bad_gateway' }, 5, /GET .*markdown/);
  await crawl.settle();
  // What failed is tried again later, not over and over.
  crawl.pass(24 * 60 * 60_000);
  await crawl.settle();
  for (const number of [0, 1, 2]) {
    expect((await crawl.find(`"First words of page ${number}"`)).total).toBe(1);
  }
});

it('counts no page as read whose text Notion does not give, also in another process, and tries it again', async () => {
  const workspace = editedWorkspace(3, 0);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  const text = new RegExp(`GET /v1/(?:pages|blocks)/${idOf(workspace, '"Page 1"')}/(?:markdown|children)`);
  crawl.sandbox.failNext({ kind: 'refused', status: 404, code: 'object_not_found' }, 1000, text);
  await crawl.settle();
  // It is found by its title, and only that.
  expect((await crawl.find('"Page 1"')).total).toBe(1);
  expect(await readReach(crawl.index)).toMatchObject({ pages: 3, read: 2, pending: 0 });
  await crawl.crawler.stop();
  const second = crawl.another('second');
  await settle(second);
  expect(await readReach(crawl.index)).toMatchObject({ pages: 3, read: 2, pending: 0 });
  crawl.sandbox.endFaults();
  crawl.pass(24 * 60 * 60_000);
  await settle(second);
  expect((await crawl.find('"First words of page 1"')).total).toBe(1);
  expect(await readReach(crawl.index)).toMatchObject({ pages: 3, read: 3, pending: 0 });
  await second.stop();
});

it('counts an edit that could not be read as a change to read', async () => {
  const workspace = editedWorkspace(3, 0);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.settle();
  const id = idOf(workspace, '"Page 1"');
  crawl.sandbox.failNext({ kind: 'bad_gateway' }, 1000, /GET .*(?:markdown|children)/);
  await crawl.crawler.report([id]);
  await crawl.settle();
  expect(await readReach(crawl.index)).toMatchObject({ pages: 3, read: 3, pending: 1 });
  expect((await crawl.find('"First words of page 1"')).total).toBe(1);
});

it('reads everything anew when other content is let in', async () => {
  crawl = await startCrawl({ workspace: editedWorkspace(3, 0), startAt: Date.now() });
  await crawl.settle();
  await crawl.crawler.stop();
  const strict = crawl.another('second', 'members only');
  await strict.step();
  expect((await crawl.find('"First words of page 1"')).total).toBe(0);
  await settle(strict);
  expect((await crawl.find('"First words of page 1"')).total).toBe(1);
  await strict.stop();
});

it('sends nothing more after a 429 than the one request that met it, and goes on afterwards', async () => {
  const workspace = editedWorkspace(12, 5);
  crawl = await startCrawl({ workspace, startAt: Date.now() });
  await crawl.crawler.step();
  crawl.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 3600 }, 1);
  crawl.sandbox.clearRequests();
  expect(await crawl.crawler.step()).toBeGreaterThan(3_000_000);
  const { length } = crawl.sandbox.requests;
  for (let step = 0; step < 5; step += 1) {
    expect(await crawl.crawler.step()).toBeGreaterThan(3_000_000);
  }
  expect(crawl.sandbox.requests.length).toBe(length);
  // What met it is still to be read.
  expect((await readReach(crawl.index)).read).toBe(0);
});
