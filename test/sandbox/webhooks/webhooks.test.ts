import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client, LogLevel } from '@notionhq/client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { parseEvent } from '../../../src/webhooks/event.js';
import { changeOf } from '../../../src/webhooks/webhook-receiver.js';

const TOKEN = 'secret_of_the_subscription_0123456789';

let sandbox: Sandbox;
let notion: Client;
let page: string;
let row: string;
let source: string;

beforeEach(async () => {
  const { workspace } = workspaceWith({ rows: 1 });
  page = addPage(workspace, { title: 'Harbour', blocks: [paragraph('First words.')] });
  const [found] = workspace.dataSources.values();
  source = found?.id ?? '';
  row = found?.rows[0] ?? '';
  sandbox = await startSandbox({ workspace });
  notion = new Client({
    auth: SANDBOX_TOKEN,
    baseUrl: sandbox.url,
    notionVersion: '2026-03-11',
    retry: false,
    logLevel: LogLevel.ERROR,
  });
});

afterEach(() => sandbox.close());

const textOf = (content: string) => [{ type: 'text' as const, text: { content } }];

function told(): readonly (readonly [type: string, id: string])[] {
  return sandbox.webhooks.take().map(({ type, entity }) => [type, entity.id]);
}

describe('events of what is written through the API', () => {
  it('name what was changed', async () => {
    const made = await notion.pages.create({
      parent: { type: 'page_id', page_id: page },
      properties: { title: { title: textOf('Quay') } },
    });
    expect(told()).toEqual([['page.created', made.id]]);
    await notion.pages.update({ page_id: made.id, properties: { title: { title: textOf('Pier') } } });
    expect(told()).toEqual([['page.properties_updated', made.id]]);
    const [block] = sandbox.workspace.pages.get(page)?.children ?? [];
    await notion.blocks.update({ block_id: block ?? '', paragraph: { rich_text: textOf('Other words.') } });
    expect(told()).toEqual([['page.content_updated', page]]);
    await notion.blocks.delete({ block_id: block ?? '' });
    expect(told()).toEqual([['page.content_updated', page]]);
    await notion.request({
      method: 'post',
      path: `pages/${made.id}/move`,
      body: { parent: { type: 'page_id', page_id: page } },
    });
    expect(told()).toEqual([['page.moved', made.id]]);
    await notion.pages.update({ page_id: made.id, in_trash: true });
    expect(told()).toEqual([['page.deleted', made.id]]);
    await notion.pages.update({ page_id: made.id, in_trash: false });
    expect(told()).toEqual([['page.undeleted', made.id]]);
    await notion.blocks.delete({ block_id: made.id });
    expect(told()).toEqual([['page.deleted', made.id]]);
  });

  it('name the data source that a row came to, and its new columns', async () => {
    const made = await notion.pages.create({
      parent: { type: 'data_source_id', data_source_id: source },
      properties: {},
    });
    expect(told()).toEqual([
      ['page.created', made.id],
      ['data_source.content_updated', source],
    ]);
    await notion.dataSources.update({ data_source_id: source, properties: { Depth: { number: {} } } });
    expect(told()).toEqual([['data_source.schema_updated', source]]);
    await notion.pages.update({ page_id: row, properties: { Depth: { number: 3 } } });
    const column = sandbox.workspace.dataSources.get(source)?.properties.find(({ name }) => name === 'Depth');
    const [event] = sandbox.webhooks.take();
    expect(event?.data.updated_properties).toEqual([column?.id]);
  });

  it('name the page of a comment, that of a block too', async () => {
    const [block = ''] = sandbox.workspace.pages.get(page)?.children ?? [];
    const onPage = await notion.comments.create({ parent: { page_id: page }, rich_text: textOf('One') });
    const onBlock = await notion.comments.create({ parent: { block_id: block }, rich_text: textOf('Two') });
    const events = sandbox.webhooks.take();
    expect(events.map(({ type, entity, data }) => [type, entity.id, data.page_id, data.parent.type])).toEqual(
      [
        ['comment.created', onPage.id, page, 'page'],
        ['comment.created', onBlock.id, page, 'block'],
      ],
    );
    // The server reads the page again, and the comments on the block.
    const changes = events.flatMap((event) => parseEvent(event) ?? []).map(changeOf);
    expect(changes.map((change) => change?.objectIds)).toEqual([[page], [page, block]]);
    await notion.request({ method: 'delete', path: `comments/${onBlock.id}` });
    expect(told()).toEqual([['comment.deleted', onBlock.id]]);
  });

  it('come in batches, but for comments, and not of what came and went in one', async () => {
    for (const content of ['One', 'Two', 'Three']) {
      await notion.blocks.children.append({
        block_id: page,
        children: [{ type: 'paragraph', paragraph: { rich_text: textOf(content) } }],
      });
      await notion.comments.create({ parent: { page_id: page }, rich_text: textOf(content) });
    }
    const made = await notion.pages.create({
      parent: { type: 'page_id', page_id: page },
      properties: { title: { title: textOf('Brief') } },
    });
    await notion.pages.update({ page_id: made.id, in_trash: true });
    expect(
      told()
        .map(([type]) => type)
        .toSorted(),
    ).toEqual(['comment.created', 'comment.created', 'comment.created', 'page.content_updated']);
  });

  it('are not sent of requests that read or were refused', async () => {
    await notion.pages.retrieve({ page_id: page });
    await expect(
      notion.pages.update({ page_id: page, properties: { Nothing: { number: 1 } } }),
    ).rejects.toThrow();
    await notion.search({});
    expect(told()).toEqual([]);
  });
});

describe('deliveries', () => {
  let receiver: Server;
  let answers: number[];
  let received: { readonly body: string; readonly signature: unknown }[];

  beforeEach(async () => {
    answers = [];
    received = [];
    receiver = createServer((request, response) => void receive(request, response)).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    sandbox.webhooks.subscribe({ url: `http://127.0.0.1:${port}/`, token: TOKEN, batchMilliseconds: 1 });
  });

  afterEach(() => void receiver.close());

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    received.push({ body: await text(request), signature: request.headers['x-notion-signature'] });
    response.writeHead(answers.shift() ?? 200).end();
    receiver.emit('delivery');
  }

  it('are signed, and tried again until they are taken', async () => {
    answers = [503, 500];
    await notion.comments.create({ parent: { page_id: page }, rich_text: textOf('One') });
    while (received.length < 3) {
      await once(receiver, 'delivery');
    }
    const bodies = received.map(({ body }) => JSON.parse(body) as { id: string; attempt_number: number });
    expect(bodies.map((body) => body.attempt_number)).toEqual([1, 2, 3]);
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    for (const { body, signature } of received) {
      expect(signature).toBe(`sha256=${createHmac('sha256', TOKEN).update(body).digest('hex')}`);
    }
  });

  it('go to no other machine', () => {
    expect(() => sandbox.webhooks.subscribe({ url: 'http://192.0.2.1/', token: TOKEN })).toThrow(
      'this machine',
    );
  });
});
