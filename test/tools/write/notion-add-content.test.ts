import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printBlocks } from '../../../src/content/print/print.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { readBlockTrees } from '../../../src/workspace/pages/block-trees.js';
import { sampleDocument } from '../../content/markdown/compose/sample-documents.js';
import { printedPage } from '../../support/notion/printed-page.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const APPEND = 'PATCH /v1/blocks/{block_id}/children';
const CONTENT = [
  '## Storm rules',
  '',
  'Ports close at **force 9**, see [the guide](https://example.com/guide.md).',
  '',
  '1. Call the port',
  '  - by radio',
  '- [x] Buffers',
  '- ▸ Details',
  '  Hidden',
  '',
  '> 💡 Look at the sea',
  '',
  '```js',
  'close();',
  '```',
  '',
  '| Port | Open |',
  '| --- | --- |',
  '| Kiel | no |',
].join('\n');

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const add = (input: object, options: object = {}): Promise<string> =>
  notion.call('notion_add_content', { page: 'Deploy guide', ...input }, options);
const newPage = async (content = ''): Promise<string> => {
  const made = await notion.call('notion_create_pages', {
    parent: 'Deploy guide',
    pages: [{ title: 'New page', ...(content === '' ? {} : { content }) }],
  });
  return /[0-9a-f]{32}/.exec(made)?.[0] ?? '';
};

const changeOf = (answer: string): string => /Change ([0-9a-f]{16})/.exec(answer)?.[1] ?? '';

const printed = (page: string): Promise<string> => printedPage(notion.sandbox.url, page);

describe('notion_add_content', () => {
  it('adds Markdown at the end, and reads it back', async () => {
    const page = await newPage('Before');
    notion.writes();
    expect(withoutIds(await add({ page, content: CONTENT }))).toMatchSnapshot();
    expect(notion.writes()).toEqual([`${APPEND} 200`]);
    expect(await printed(page)).toMatchSnapshot();
  });

  it('rehearses, and proposes', async () => {
    const before = contentOf(notion.sandbox.workspace);
    expect(withoutIds(await add({ content: CONTENT, where: 'start', dry_run: true }))).toMatchSnapshot();
    expect(await add({ content: CONTENT }, { isProposal: true })).toContain('only proposes');
    expect(contentOf(notion.sandbox.workspace)).toEqual(before);
  });

  it.each([
    ['end', 'A\n\n# One\n\nB\n\n## Two\n\nC\n\n# Three\n\nD\n\nX'],
    ['top', 'X\n\nA\n\n# One\n\nB\n\n## Two\n\nC\n\n# Three\n\nD'],
    ['start', 'X\n\nA\n\n# One\n\nB\n\n## Two\n\nC\n\n# Three\n\nD'],
    ['after: One', 'A\n\n# One\n\nX\n\nB\n\n## Two\n\nC\n\n# Three\n\nD'],
    ['after: B', 'A\n\n# One\n\nB\n\nX\n\n## Two\n\nC\n\n# Three\n\nD'],
    ['end of: one', 'A\n\n# One\n\nB\n\n## Two\n\nC\n\nX\n\n# Three\n\nD'],
    ['end of: Two', 'A\n\n# One\n\nB\n\n## Two\n\nC\n\nX\n\n# Three\n\nD'],
    ['end of: Three', 'A\n\n# One\n\nB\n\n## Two\n\nC\n\n# Three\n\nD\n\nX'],
  ])('puts it %s', async (where, expected) => {
    const page = await newPage();
    await add({ page, content: 'A\n# One\nB\n## Two\nC\n# Three\nD' });
    await add({ page, content: 'X', where });
    expect(await printed(page)).toBe(expected);
  });

  it.each([
    [{ content: 'x', where: 'middle' }, '"middle" is no place.'],
    [{ content: 'x', where: 'after: nowhere' }, 'No text "nowhere" was found in the page.'],
    [{ content: 'x', where: 'end of: nowhere' }, 'No heading fits "nowhere".'],
    [
      { content: '<page url="https://app.notion.com/p/0f1e2d3c4b5a69788796a5b4c3d2e1f0">Mine</page>' },
      'would move or make a page',
    ],
    [{ content: '\n \n' }, 'There is nothing in the text to add.'],
  ])('refuses %j', async (input, message) => {
    notion.writes();
    await expect(add(input)).rejects.toThrow(message);
    expect(notion.writes()).toEqual([]);
  });

  it('passes on what Notion refuses', async () => {
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    await expect(add({ content: 'x' })).rejects.toMatchInlineSnapshot(
      `[CapabilityError: This Notion connection lacks the capability "insert content".]`,
    );
  });

  it('repairs line breaks that were escaped twice', async () => {
    const page = await newPage();
    expect(await add({ page, content: '# A\\nB' })).toContain('turned into line breaks');
    expect(await printed(page)).toBe('# A\n\nB');
  });

  it('takes a literal text to the letter', async () => {
    const page = await newPage();
    const text = `# no heading \\n **x** <page>\n\n\t${'👨‍👩‍👧‍👦🇩🇪e\u0301'.repeat(2000)}\n- y`;
    await add({ page, content: text, literal: true });
    const session = createConnection({ token: SANDBOX_TOKEN, apiUrl: notion.sandbox.url }).openSession({
      signal: new AbortController().signal,
    });
    const { trees } = await readBlockTrees(session, page, new LookupBudget(50));
    const lines = trees.map(({ block }) =>
      'type' in block && block.type === 'paragraph'
        ? block.paragraph.rich_text.map(({ plain_text: plain }) => plain).join('')
        : undefined,
    );
    expect(lines.join('\n')).toBe(text);
  });

  it.each([
    ['internal_server_error', true],
    ['internal_server_error', false],
    ['gateway_timeout', true],
    ['gateway_timeout', false],
    ['reset', true],
    ['reset', false],
    ['service_unavailable', true],
    ['service_unavailable', 'with_ids'],
  ] as const)('adds once after %s (saved: %s)', async (kind, saved) => {
    const page = await newPage('Before');
    notion.sandbox.failNext({ kind, saved }, 1, /^PATCH .*children/);
    const answer = await add({ page, content: CONTENT });
    expect(answer).toContain('Read back: as sent.');
    expect((await printed(page)).match(/Storm rules/g)).toHaveLength(1);
  });

  it('adds long and deep content in several requests, and undoes it', async () => {
    const page = await newPage('Before');
    const deep = Array.from({ length: 6 }, (_, at) => `${'  '.repeat(at)}- level ${at}`).join('\n');
    const rows = Array.from({ length: 150 }, (_, at) => `| ${at} | x |`).join('\n');
    const many = Array.from({ length: 230 }, (_, at) => `Line ${at}`).join('\n\n');
    const content = `${deep}\n\n| A | B |\n| --- | --- |\n${rows}\n\n${many}`;
    notion.writes();
    const answer = await add({ page, content });
    expect(answer).toContain('Read back: as sent.');
    expect(notion.writes().length).toBeLessThan(12);
    expect(await printed(page)).toBe(`Before\n\n${content}`);
    expect(await notion.call('notion_undo', { change: changeOf(answer) })).toContain('Undone: 232 blocks');
    expect(await printed(page)).toBe('Before');
  });

  it('tells what is there after a failure in the middle', async () => {
    const page = await newPage();
    const dashed = page.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    // What is nested too deep for one request goes to a block that the first request has made.
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      new RegExp(`^PATCH /v1/blocks/(?!${page}|${dashed})[^/]*/children`),
    );
    const answer = await add({ page, content: 'One\n\n- a\n  - b\n    - c\n      - d\n\nLast' });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(await printed(page)).toBe('One\n\n- a');
    expect(await notion.call('notion_undo', { change: changeOf(answer) })).toContain('Undone: 2 blocks');
    expect(await printed(page)).toBe('');
  });

  it('undoes what is as it was, and tells what was changed since', async () => {
    const page = await newPage('Before');
    const change = changeOf(await add({ page, content: 'One\n\nTwo\n\n- Three\n  - Four' }));
    await notion.call('notion_edit_page', { page, edits: [{ find: 'Four', replace: 'Five' }] });
    expect(withoutIds(await notion.call('notion_undo', { change }))).toMatchSnapshot();
    expect(await printed(page)).toBe('Before\n\n- Three\n  - Five');
  });

  it('answers a repeated request, and sends nothing', async () => {
    const page = await newPage();
    const input = { page, content: 'Once', request_key: 'k1' };
    await add(input);
    notion.writes();
    expect(await add(input)).toContain('nothing was sent again');
    expect(notion.writes()).toEqual([]);
    expect(await printed(page)).toBe('Once');
  });

  it('is read back as it was printed, whatever the document', async () => {
    await fc.assert(
      fc.asyncProperty(sampleDocument, async (document) => {
        const page = await newPage();
        const text = printBlocks(document);
        expect(await add({ page, content: text })).toContain('Read back: as sent.');
        expect(await printed(page)).toBe(text);
      }),
      { numRuns: 10 },
    );
  });
});
