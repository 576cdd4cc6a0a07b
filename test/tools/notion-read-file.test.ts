import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callout, heading, media, paragraph, toggle, withId } from '../../src/sandbox/build/blocks.js';
import { plain } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addComment, addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { pngFile } from '../../src/sandbox/files/png.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { firstUrl, nextCall, startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

describe('on the page of everything', () => {
  let notion: ToolSandbox;
  let page: string;
  beforeAll(async () => {
    notion = await startToolSandbox({}, { requestsPerWindow: 10_000 });
    page = firstUrl(await notion.call('notion_search', { query: 'Everything Notion can do', limit: 1 }));
  });
  afterAll(() => notion.close());

  it('lists the files', async () => {
    expect(await notion.call('notion_read_file', { page })).toMatchSnapshot();
  });

  it('shows an image', async () => {
    const answer = await notion.answer('notion_read_file', { page, file: 'chart of the bay.png' });
    if (typeof answer === 'string' || !('image' in answer)) {
      throw new Error('There is no image.');
    }
    const { bytes, ...image } = answer.image;
    expect({ text: answer.text, image }).toMatchSnapshot();
    expect(bytes.length).toBeGreaterThan(1000);
  });

  it.each(['fares.csv', 'timetable.pdf', 'horn.mp3'])('reads %s', async (file) => {
    expect(await notion.call('notion_read_file', { page, file })).toMatchSnapshot();
  });

  it('takes back whatever a page prints for its files', async () => {
    const text = await notion.call('notion_read_page', { page, max_chars: 100_000 });
    const printed = text.match(/^\[.*\(open with notion_read_file\)\]$/gm) ?? [];
    expect(printed).toHaveLength(3);
    for (const file of printed) {
      expect(await notion.call('notion_read_file', { page, file })).toMatch(/"(chart|timetable|fares)/);
    }
  });

  it('says what there is where none is called like that', async () => {
    await expect(notion.call('notion_read_file', { page, file: 'menu.docx' })).rejects.toMatchObject({
      name: 'InputError',
      argument: 'file',
      message: 'No file here is called "menu.docx".',
      advice: expect.stringContaining('2 (image "chart of the bay.png"'),
    });
  });

  it('tells a database from a page', async () => {
    const tasks = firstUrl(
      await notion.call('notion_search', { query: 'Tasks', kind: 'database', limit: 1 }),
    );
    await expect(notion.call('notion_read_file', { page: tasks })).rejects.toMatchObject({
      message: 'This is a database, not a page.',
    });
  });

  it('passes on what Notion says of a page that is not shared', async () => {
    await expect(
      notion.call('notion_read_file', { page: '01234567-89ab-4cde-8f01-23456789abcd' }),
    ).rejects.toMatchObject({ name: 'AccessError' });
  });
});

describe('on small pages', () => {
  let notion: ToolSandbox;
  let workspace: Workspace;
  const imageBlock = '0000000a-0000-4000-8000-000000000000';
  const logBlock = '0000000c-0000-4000-8000-000000000000';
  const toggleBlock = '0000000b-0000-4000-8000-000000000000';
  const ids = { one: '', several: '', decorated: '', bare: '', row: '', commented: '' };

  beforeEach(async () => {
    workspace = createWorkspace();
    const hosted = (name: string) => ({ kind: 'hosted', name }) as const;
    const put = (name: string, text: string): void =>
      void workspace.files.set(name, { contentType: 'text/plain', bytes: () => Buffer.from(text) });
    for (const [name, colour] of [
      ['image.png', 10],
      ['cover.png', 20],
    ] as const) {
      workspace.files.set(name, {
        contentType: 'application/octet-stream',
        bytes: () => pngFile(30, 20, () => [colour, colour, colour]),
      });
    }
    put('notes.md', '# Notes\n\nBoarding at pier 9.\n');
    put('long.txt', Array.from({ length: 2500 }, (_, line) => `Line ${line} of the log.`).join('\n'));
    put('logo.svg', '<svg><script>alert(1)</script><text>Ahoy</text></svg>');
    ids.one = addPage(workspace, {
      title: 'One',
      cover: hosted('cover.png'),
      blocks: [paragraph('Text.'), withId(imageBlock, media('image', hosted('image.png'), 'Pier'))],
    });
    ids.several = addPage(workspace, {
      title: 'Several',
      blocks: [
        heading(2, 'Before'),
        media('image', hosted('image.png')),
        heading(2, 'After'),
        media('image', hosted('image.png')),
        media('file', hosted('long.txt')),
        withId(toggleBlock, toggle('More', media('file', hosted('notes.md')))),
        media('file', hosted('logo.svg')),
        media('file', { kind: 'external', url: 'https://127.0.0.1/private/passwd.txt' }),
      ],
    });
    ids.decorated = addPage(workspace, {
      title: 'Decorated',
      cover: hosted('cover.png'),
      blocks: [callout('🧭', 'No file.')],
    });
    ids.bare = addPage(workspace, { title: 'Bare', blocks: [paragraph('Nothing.')] });
    ids.commented = addPage(workspace, { title: 'Commented', blocks: [paragraph('Nothing.')] });
    addComment(workspace, {
      on: { kind: 'page', id: ids.commented },
      text: 'See this.',
      attachments: ['notes.md'],
    });
    const source = addDataSource(workspace, {
      database: addDatabase(workspace, { title: 'Invoices' }),
      name: 'Invoices',
      columns: [plain('Name', 'title'), plain('Scan', 'files')],
    });
    ids.row = addRow(workspace, source, {
      Name: 'April',
      Scan: [{ name: 'Scan of April', source: hosted('notes.md') }],
    });
    notion = await startToolSandbox({ workspace }, { requestsPerWindow: 10_000 });
  });
  afterEach(() => notion.close());

  it.each<[string, () => object, string, number]>([
    ['the only one, whatever the cover', () => ({ page: ids.one }), '"image.png" on "One": PNG image', 3],
    ['one by its number, without the comments', () => ({ page: ids.several, file: '#4' }), 'pier 9', 2],
    ['the cover', () => ({ page: ids.one, file: 'Cover' }), 'cover on "One": PNG image', 2],
    ['the cover that is all there is', () => ({ page: ids.decorated }), 'cover on "Decorated"', 3],
    ['one in a property', () => ({ page: ids.row }), '"Scan of April" on "April": text', 3],
    ['one in a comment', () => ({ page: ids.commented }), '"notes.md" on "Commented"', 3],
    ['a block', () => ({ page: imageBlock }), '"image.png": PNG image', 5],
    [
      'a block by its URL, in either argument',
      () => ({
        page: ids.one,
        file: `https://app.notion.com/p/${ids.one.replaceAll('-', '')}#${imageBlock.replaceAll('-', '')}`,
      }),
      '"image.png": PNG image',
      1,
    ],
    [
      'what is inside a block',
      () => ({
        page: `https://app.notion.com/p/${ids.several.replaceAll('-', '')}#${toggleBlock.replaceAll('-', '')}`,
      }),
      'Boarding at pier 9.',
      2,
    ],
    ['SVG as its source', () => ({ page: ids.several, file: 'logo.svg' }), '<script>alert(1)</script>', 2],
  ])('reads %s', async (_what, input, words, requests) => {
    notion.requests();
    expect(await notion.call('notion_read_file', input())).toContain(words);
    expect(notion.requests()).toBe(requests);
  });

  it('asks which one where two have the same name', async () => {
    await expect(
      notion.call('notion_read_file', { page: ids.several, file: 'image.png' }),
    ).rejects.toMatchObject({
      message: '2 files fit "image.png".',
      advice: 'Pass a number: 1 (image "image.png" at "Before"); 2 (image "image.png" at "After").',
    });
  });

  it('says that there is none', async () => {
    await expect(notion.call('notion_read_file', { page: ids.bare })).rejects.toMatchObject({
      argument: 'page',
      message: 'There is no file here.',
    });
  });

  it('reads a long text in parts', async () => {
    const parts: string[] = [];
    let call = { tool: 'notion_read_file', input: { page: ids.several, file: 'long.txt' } as object };
    for (;;) {
      const answer = await notion.call(call.tool, call.input);
      parts.push(answer);
      const next = nextCall(answer);
      if (next === undefined) {
        break;
      }
      call = next;
    }
    expect(parts).toHaveLength(3);
    expect(parts[0]).toContain('a part.');
    expect(parts[2]).toContain('the last part.');
    const lines = parts.join('\n').match(/^Line \d+ of the log\.$/gm);
    expect(lines).toHaveLength(2500);
    expect(new Set(lines).size).toBe(2500);
  });

  // Phones and exports name files so.
  it.each(['5d1f0c9a-77de-4b10-9f0e-3c2a81b6e0d4.csv', 'Fares 5d1f0c9a77de4b109f0e3c2a81b6e0d4.csv'])(
    'reads a file called %s',
    async (name) => {
      workspace.files.set(name, { contentType: 'text/csv', bytes: () => Buffer.from('Turku,31') });
      const source = { kind: 'hosted', name } as const;
      const page = addPage(workspace, { title: 'Exports', blocks: [media('file', source)] });
      expect(await notion.call('notion_read_file', { page, file: name })).toContain('Turku,31');
    },
  );

  it('goes on with a file that was named by its block', async () => {
    const page = addPage(workspace, {
      title: 'Logs',
      blocks: [withId(logBlock, media('file', { kind: 'hosted', name: 'long.txt' }))],
    });
    const file = `https://app.notion.com/p/${page.replaceAll('-', '')}#${logBlock.replaceAll('-', '')}`;
    const first = await notion.call('notion_read_file', { page, file });
    const next = nextCall(first);
    expect(await notion.call('notion_read_file', next?.input ?? {})).toContain('Line 1500 of the log.');
  });

  it('reads what there is where comments may not be read', async () => {
    notion.sandbox.failNext({ kind: 'unauthorized' }, 1, /GET \/v1\/comments/);
    expect(await notion.call('notion_read_file', { page: ids.several })).toContain(
      'Attachments of comments could not be read.',
    );
  });

  it('notices a file that has changed between two parts, and a cursor of another page', async () => {
    const first = await notion.call('notion_read_file', { page: ids.several, file: 'long.txt' });
    const { cursor } = nextCall(first)?.input ?? {};
    await expect(notion.call('notion_read_file', { page: ids.one, cursor })).rejects.toMatchObject({
      name: 'InputError',
    });
    workspace.files.set('long.txt', { contentType: 'text/plain', bytes: () => Buffer.from('Short now.') });
    await expect(notion.call('notion_read_file', { page: ids.several, cursor })).rejects.toMatchObject({
      argument: 'cursor',
      message: 'The file has changed meanwhile.',
    });
  });

  it('opens nothing in the network of the server, and names nothing of it', async () => {
    const error: unknown = await notion
      .call('notion_read_file', { page: ids.several, file: 'passwd.txt' })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'UnavailableError' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/127\.0|private/);
  });

  it('sends the storage no token', async () => {
    await notion.call('notion_read_file', { page: ids.one });
    // The sandbox answers 400 to a request with one.
    expect(notion.sandbox.fileRequests.map(({ status }) => status)).toEqual([200]);
  });
});
