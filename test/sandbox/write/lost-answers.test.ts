import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import type { Fault } from '../../../src/sandbox/faults/fault.js';
import { startWritten } from './written.js';
import type { Written } from './written.js';

let to: Written;

beforeEach(async () => {
  to = await startWritten();
});

afterEach(async () => {
  await to.close();
});

const rows = async (): Promise<number> =>
  (await to.done(`POST /v1/data_sources/${to.dataSourceId}/query`)).results.length;

const add = async (): Promise<number | 'no answer'> =>
  await to.send('POST /v1/pages', { parent: { data_source_id: to.dataSourceId } }).then(
    ({ status }) => status,
    () => 'no answer',
  );

describe('a write whose answer is lost', () => {
  it.each<[Fault, number | 'no answer', 3 | 4]>([
    [{ kind: 'internal_server_error' }, 500, 3],
    [{ kind: 'internal_server_error', saved: true }, 500, 4],
    [{ kind: 'bad_gateway' }, 502, 3],
    [{ kind: 'bad_gateway', saved: true }, 502, 4],
    [{ kind: 'service_unavailable' }, 503, 3],
    [{ kind: 'service_unavailable', saved: true }, 503, 4],
    [{ kind: 'service_unavailable', saved: 'with_ids' }, 503, 4],
    [{ kind: 'gateway_timeout' }, 504, 3],
    [{ kind: 'gateway_timeout', saved: true }, 504, 4],
    [{ kind: 'reset' }, 'no answer', 3],
    [{ kind: 'reset', saved: true }, 'no answer', 4],
    [{ kind: 'cut_json' }, 'no answer', 4],
    [{ kind: 'conflict' }, 409, 3],
    [{ kind: 'rate_limited', retryAfterSeconds: 2 }, 429, 3],
    [{ kind: 'service_overload', retryAfterSeconds: 2 }, 529, 3],
  ])('%p', async (fault, seen, after) => {
    to.sandbox.failNext(fault, 1, /^POST \/v1\/pages$/);
    expect([await add(), await rows()]).toEqual([seen, after]);
    expect([await add(), await rows()]).toEqual([200, after + 1]);
  });

  it('is saved though no answer ever comes', async () => {
    to.sandbox.failNext({ kind: 'hang', saved: true });
    const pending = add();
    while (to.sandbox.requests.length === 0) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect(await rows()).toBe(4);
    await to.sandbox.close();
    expect(await pending).toBe('no answer');
  });

  it('names the page that was made', async () => {
    to.sandbox.failNext({ kind: 'service_unavailable', saved: 'with_ids' });
    const { body } = await to.send('POST /v1/pages', { parent: { data_source_id: to.dataSourceId } });
    const made = to.workspace.dataSources.get(to.dataSourceId)?.rows.at(-1);
    expect(body).toMatchObject({
      code: 'service_unavailable',
      additional_data: {
        committed_resource_id: made,
        retry_guidance: [expect.any(String), expect.any(String)],
      },
    });
  });

  it('names the block that was added to, and the new blocks in the order of the request', async () => {
    to.sandbox.failNext({ kind: 'service_unavailable', saved: 'with_ids' });
    const children = [{ divider: {} }, { breadcrumb: {} }];
    const { body } = await to.send(`PATCH /v1/blocks/${to.pageId}/children`, {
      children,
      position: { type: 'start' },
    });
    const ids = to.workspace.pages.get(to.pageId)?.children.slice(0, 2);
    expect(body).toMatchObject({
      additional_data: { committed_resource_id: to.pageId, committed_child_ids: ids },
    });
  });

  it('is refused as ever where it would have been refused', async () => {
    to.sandbox.failNext({ kind: 'internal_server_error', saved: true });
    expect((await to.refused('POST /v1/pages', { colour: 'red' })).status).toBe(400);
  });
});

describe('faults by chance', () => {
  const outcomes = async (): Promise<unknown[]> => {
    const mine = await startWritten();
    mine.sandbox.failByChance({
      seed: 7,
      rate: 0.5,
      faults: [{ kind: 'conflict' }, { kind: 'gateway_timeout', saved: true }],
      match: /^POST \/v1\/pages/,
    });
    const statuses: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const parent = { data_source_id: mine.dataSourceId };
      statuses.push((await mine.send('POST /v1/pages', { parent })).status);
    }
    mine.sandbox.endFaults();
    expect(
      (await mine.send('POST /v1/pages', { parent: { data_source_id: mine.dataSourceId } })).status,
    ).toBe(200);
    await mine.close();
    return statuses;
  };

  it('are the same in every run', async () => {
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set([200, 409, 504]));
    expect(await outcomes()).toEqual(first);
  });
});

describe('the content of the workspace', () => {
  it('is as before once everything is taken back', async () => {
    const before = contentOf(to.workspace);
    const [row = ''] = to.rowIds;
    const page = await to.done('POST /v1/pages', { parent: { page_id: to.pageId }, markdown: '# New\nText' });
    await to.done(`PATCH /v1/pages/${row}`, { properties: { Distance: { number: 999 } } });
    expect(contentOf(to.workspace)).not.toEqual(before);
    await to.done(`PATCH /v1/pages/${page.id}`, { in_trash: true });
    await to.done(`PATCH /v1/pages/${row}`, { properties: { Distance: { number: 0 } } });
    expect(contentOf(to.workspace)).toEqual(before);
  });
});

describe('a token with fewer rights', () => {
  it('may read and not write', async () => {
    const limited = await startWritten({ limitedTokens: { reader: ['read_content'] } });
    const headers = { authorization: 'Bearer reader' };
    expect((await limited.send(`GET /v1/pages/${limited.pageId}`, undefined, headers)).status).toBe(200);
    for (const endpoint of ['POST /v1/pages', `PATCH /v1/pages/${limited.pageId}`]) {
      const reply = await limited.send(endpoint, {}, headers);
      expect([reply.status, reply.body]).toEqual([
        403,
        expect.objectContaining({ code: 'restricted_resource' }),
      ]);
    }
    await limited.close();
  });
});
