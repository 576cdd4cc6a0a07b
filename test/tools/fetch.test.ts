import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPage } from '../../src/sandbox/build/workspace-builder.js';
import { nextCall, startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

interface Fetched {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly metadata: { readonly complete: boolean };
}

async function fetched(id: string, sandbox = notion): Promise<Fetched> {
  return JSON.parse(await sandbox.call('fetch', { id })) as Fetched;
}

async function idOf(query: string): Promise<string> {
  const { results } = JSON.parse(await notion.call('search', { query })) as { results: { id: string }[] };
  notion.restart();
  return results[0]?.id ?? '';
}

describe('fetch', () => {
  it('gives a page in the shape that ChatGPT asks for, its text in a fence', async () => {
    expect(await fetched(await idOf('On-call guide'))).toMatchSnapshot();
  });

  it('gives the columns and rows of a database', async () => {
    const { workspace, dataSourceId, databaseId } = workspaceWith({ rows: 3 });
    const sandbox = await startToolSandbox({ workspace });
    const database = await fetched(`collection://${dataSourceId}`, sandbox);
    expect(database).toMatchObject({ title: 'Voyages', metadata: { kind: 'database', complete: true } });
    expect(database.text).toMatch(/^\d+ columns and 3 rows of a database, by title and id; that is all\./);
    expect(database.text.match(/^- Voyage .*\([0-9a-f]{32}\)$/gm)).toHaveLength(3);
    expect((await fetched(databaseId, sandbox)).text).toBe(database.text);
    await sandbox.close();
  });

  it('gives the rows of a database in parts, each row once', async () => {
    const { workspace, dataSourceId } = workspaceWith({ rows: 230 });
    const sandbox = await startToolSandbox({ workspace });
    let id: unknown = `collection://${dataSourceId}`;
    const parts: Fetched[] = [];
    while (typeof id === 'string' && parts.length < 9) {
      const part: Fetched = await fetched(id, sandbox);
      parts.push(part);
      id = nextCall(part.text)?.input['id'];
    }
    expect(parts.map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringMatching(/^\d+ columns and 100 rows of a database, by title and id; there are more\.$/),
      '100 further rows of a database, by title and id; there are more.',
      '30 further rows of a database, by title and id; that is all.',
    ]);
    expect(parts.every(({ metadata }) => !metadata.complete)).toBe(true);
    const rows = parts.flatMap(({ text }) => text.match(/^- Voyage \d+ /gm) ?? []);
    expect(new Set(rows).size).toBe(230);
    await sandbox.close();
  });

  it('refuses a part of a database for a page', async () => {
    const { workspace, dataSourceId, pageId } = workspaceWith({ rows: 101 });
    const sandbox = await startToolSandbox({ workspace });
    const { text } = await fetched(`collection://${dataSourceId}`, sandbox);
    const part = String(nextCall(text)?.input['id']).split('#')[1];
    await expect(fetched(`${pageId}#${part}`, sandbox)).rejects.toMatchObject({
      argument: 'id',
      message: 'The part belongs to another item.',
    });
    await sandbox.close();
  });

  it('gives a long page in parts, each block once', async () => {
    const { workspace } = workspaceWith({});
    const words = 'The tide tables of the harbour are read twice a day. '.repeat(10);
    const blocks = Array.from({ length: 250 }, (_, number) => paragraph(`[[${number}]] ${words}`));
    const page = addPage(workspace, { title: 'Tides', blocks });
    const sandbox = await startToolSandbox({ workspace });
    let id: unknown = page;
    const parts: Fetched[] = [];
    while (typeof id === 'string' && parts.length < 9) {
      const part: Fetched = await fetched(id, sandbox);
      parts.push(part);
      id = nextCall(part.text)?.input['id'];
    }
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(({ title, metadata }) => title === 'Tides' && !metadata.complete)).toBe(true);
    const numbers = parts.flatMap(({ text }) =>
      [...text.matchAll(/\[\[(\d+)\]\]/g)].map(([, number]) => number),
    );
    expect(numbers).toEqual(Array.from({ length: 250 }, (_, number) => String(number)));
    expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThan(62_000);
    await sandbox.close();
  });

  it.each([
    ['a title', 'On-call guide'],
    ['a foreign address', 'https://example.com/27ce1dc32ed845208afe76a802d7b792'],
    ['a person', 'user://31df8657-b58c-47c1-b5d2-f7e85c4c6c47'],
  ])('refuses %s', async (_name, id) => {
    await expect(notion.call('fetch', { id })).rejects.toMatchObject({ name: 'InputError', argument: 'id' });
  });

  it('refuses a part that it did not name', async () => {
    const id = `${await idOf('On-call guide')}#part=rubbish`;
    await expect(notion.call('fetch', { id })).rejects.toMatchObject({ name: 'InputError' });
  });

  it('tells what is not shared', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    await expect(notion.call('fetch', { id })).rejects.toMatchObject({ name: 'AccessError' });
  });
});
