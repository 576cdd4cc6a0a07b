import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPage } from '../../src/sandbox/build/workspace-builder.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

interface Results {
  readonly results: { readonly id: string; readonly title: string; readonly url: string }[];
}

async function results(query: string): Promise<Results['results']> {
  return (JSON.parse(await notion.call('search', { query })) as Results).results;
}

describe('search', () => {
  it('answers in the shape that ChatGPT asks for', async () => {
    expect(JSON.parse(await notion.call('search', { query: 'deploy guide' }))).toMatchSnapshot();
    expect(notion.requests()).toBe(1);
  });

  it('gives ids that fetch takes, of databases as well', async () => {
    const found = await results('Tasks');
    expect(found[0]).toMatchObject({ id: expect.stringMatching(/^collection:/), title: 'Tasks' });
    for (const { id, url } of found.slice(0, 3)) {
      expect(JSON.parse(await notion.call('fetch', { id }))).toMatchObject({ id, url });
    }
  });

  it('looks into texts when no title holds the words', async () => {
    const { workspace } = workspaceWith({});
    addPage(workspace, { title: 'Log', blocks: [paragraph('Remember the umbrella stand.')] });
    const sandbox = await startToolSandbox({ workspace });
    const found = JSON.parse(await sandbox.call('search', { query: 'umbrella' })) as Results;
    expect(found.results.map(({ title }) => title)).toEqual(['Log']);
    await sandbox.close();
  });

  it('finds nothing where nothing is', async () => {
    expect(await results('xyzzy')).toEqual([]);
  });

  it('refuses a query that is no text', async () => {
    await expect(notion.call('search', {})).rejects.toThrow(/query/);
  });

  it('tells trouble of Notion as such', async () => {
    notion.sandbox.failNext({ kind: 'unauthorized' });
    await expect(notion.call('search', { query: 'a' })).rejects.toMatchObject({ name: 'ReconnectError' });
  });
});
