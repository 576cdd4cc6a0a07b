import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { nextCall, startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

describe('notion_list_databases', () => {
  it('lists databases with their data sources', async () => {
    expect(await notion.call('notion_list_databases')).toMatchSnapshot();
  });

  it('goes on with the cursor', async () => {
    const first = await notion.call('notion_list_databases', { limit: 2 });
    expect(first).toMatch(/there are more/);
    const second = await notion.call('notion_list_databases', nextCall(first)?.input);
    const sources = [...`${first}${second}`.matchAll(/collection:\S+/g)].map(([source]) => source);
    expect(new Set(sources).size).toBe(sources.length);
    expect(sources.length).toBe(4);
  });

  it('says that nothing matches', async () => {
    expect(await notion.call('notion_list_databases', { query: 'zzz' })).toMatch(
      /^No database matching "zzz"/,
    );
  });

  it('refuses a cursor of another tool', async () => {
    const search = nextCall(await notion.call('notion_search', { limit: 1 }));
    await expect(
      notion.call('notion_list_databases', { cursor: search?.input['cursor'] }),
    ).rejects.toMatchObject({ argument: 'cursor', message: 'This cursor belongs to notion_search.' });
  });

  it('tells an overload with the seconds to wait', async () => {
    notion.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 49 });
    await expect(notion.call('notion_list_databases')).rejects.toMatchObject({
      name: 'RetryLaterError',
      seconds: 49,
    });
  });
});
