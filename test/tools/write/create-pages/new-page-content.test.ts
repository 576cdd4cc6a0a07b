import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentFromBlocks } from '../../../../src/content/blocks/from-blocks.js';
import { noNames } from '../../../../src/content/names.js';
import { printBlocks } from '../../../../src/content/print/print.js';
import { createConnection } from '../../../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../../../src/sandbox/server.js';
import { pageTitle } from '../../../../src/sandbox/titles.js';
import { LookupBudget } from '../../../../src/workspace/lookup-budget.js';
import { readBlockTrees } from '../../../../src/workspace/pages/block-trees.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../../support/notion/write-sandbox.js';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const create = (content: string, more: object = {}): Promise<string> =>
  notion.call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New', content }], ...more });
const idIn = (answer: string): string => /app\.notion\.com\/p\/([0-9a-f]{32})/.exec(answer)?.[1] ?? '';

async function textOf(answer: string): Promise<string> {
  const session = createConnection({ token: SANDBOX_TOKEN, apiUrl: notion.sandbox.url }).openSession({
    signal: new AbortController().signal,
  });
  const { trees } = await readBlockTrees(session, idIn(answer), new LookupBudget(2000));
  return printBlocks(documentFromBlocks(trees, noNames));
}

const ALL_FORMS = `## Heading

- a
  - b
- [ ] to do
- [x] done
1. one
2. two
- ▸ Toggle

  inside

> quoted

> 🔥 hot

| a | b |
| --- | --- |
| 1 | 2 |

\`\`\`typescript
x
\`\`\`
[caption: Why]

[bookmark: https://example.org]

---

**bold** *italic* and \`code\``;

describe('the content of a new page', () => {
  it('reads as it was written, in the dialect in which pages are read', async () => {
    const answer = await create(ALL_FORMS);
    expect(answer).toContain('Read back: as sent.');
    expect(await textOf(answer)).toBe(ALL_FORMS);
  });

  it('makes no host of a file name', async () => {
    const answer = await create('See [overview.md](overview.md), [notes](./notes.txt) and config.yaml.');
    expect(await textOf(answer)).toBe('See overview.md, notes (./notes.txt) and config.yaml.');
  });

  it('that one request cannot take follows in others', async () => {
    const long = Array.from({ length: 230 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    const deep = '- a\n  - b\n    - c\n      - d\n        - e';
    const answer = await create(`${long}\n\n${deep}`);
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual([
      'POST /v1/pages 200',
      ...Array.from({ length: 4 }, () => 'PATCH /v1/blocks/{block_id}/children 200'),
    ]);
    expect(await textOf(answer)).toBe(`${long}\n\n${deep}`);
  });

  it('goes with the page when that is taken back', async () => {
    const long = Array.from({ length: 130 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    const answer = await create(long);
    const [, change = ''] = /^Change ([0-9a-f]{16}); notion_undo/m.exec(answer) ?? [];
    expect(await notion.call('notion_undo', { change })).toContain('to the trash');
    const [, rest = ''] = /^Change ([0-9a-f]{16}) added/m.exec(answer) ?? [];
    expect(rest).not.toBe('');
    // It lies in the trash with the page.
    expect(await notion.call('notion_undo', { change: rest })).toContain('It is in the trash or archived');
  });

  it('is taken back with the page by an undo of the last change', async () => {
    await create('The one before');
    const long = Array.from({ length: 130 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    const page = idIn(await create(long));
    const undone = await notion.call('notion_undo', {});
    expect(undone).toContain('Undone: 1 page');
    expect(undone).toContain(page);
    // What goes with it is no change of its own.
    expect(await notion.call('notion_undo', {})).toContain('Undone: 1 page');
  });

  it('is told where the journal does not take what follows: the page is there', async () => {
    const { database } = notion;
    const changeInTurn = database.changeInTurn.bind(database);
    let left = 2;
    Object.assign(database, {
      changeInTurn: (...given: Parameters<typeof changeInTurn>) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('The disk is full.')) : changeInTurn(...given);
      },
    });
    const answer = await create(Array.from({ length: 130 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n'));
    expect(answer).toContain('1 page created.');
    expect(answer).toContain('100 of 130 blocks are there');
    expect(answer).toContain('It could not be recorded, so it was not sent.');
    expect(answer).not.toContain('disk');
    expect(notion.writes()).toEqual(['POST /v1/pages 200']);
  });

  it('is not told as added where nothing was', async () => {
    const long = Array.from({ length: 250 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    expect(await create(long)).not.toContain('added what did not fit');
    expect(notion.writes()).toEqual(['POST /v1/pages 200', 'PATCH /v1/blocks/{block_id}/children 403']);
  });

  it('is told as added in part where that is so', async () => {
    const long = Array.from({ length: 350 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    notion.sandbox.failNext({ kind: 'service_unavailable', saved: 'with_ids' }, 1, /^PATCH/);
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    const answer = await create(long);
    expect(answer).toContain('200 of 350 blocks are there; the last begins with: "Paragraph 200"');
    expect(answer).toContain('added some of what did not fit');
  });

  it('gives the page its title as pages are read, without Markdown', async () => {
    const made = await notion.call('notion_create_pages', {
      parent: 'Tasks',
      pages: [
        { content: '# **Bold** [link](https://example.com) `code` and 2 \\* 3\n\nText' },
        { content: '# Second\r\n\r\nText' },
      ],
    });
    expect(made).toContain('2 pages created.');
    const titles = [...notion.sandbox.workspace.pages.values()].slice(-2).map((page) => pageTitle(page));
    expect(titles).toEqual(['Bold link code and 2 * 3', 'Second']);
  });

  it.each([
    ['A  plan', '# A plan\n\nText', 'Text'],
    ['2 * 3', '# 2 \\* 3\n\nText', 'Text'],
    ['A plan', '# Another plan\n\nText', '# Another plan\n\nText'],
    ['A plan', 'Text\n\n# A plan', 'Text\n\n# A plan'],
  ])('does not repeat the title %j as its first heading', async (title, content, expected) => {
    const made = await notion.call('notion_create_pages', { parent: 'Tasks', pages: [{ title, content }] });
    expect(await textOf(made)).toBe(expected);
    expect(made.includes('The title is not repeated as the first heading')).toBe(expected === 'Text');
  });

  it('is counted as far as it is there, page by page', async () => {
    const long = Array.from({ length: 250 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    const made = await notion.call('notion_create_pages', {
      parent: 'Tasks',
      pages: [
        { title: 'Long', content: long },
        { title: 'Short', content: 'Text' },
      ],
    });
    expect(made).toMatch(/Long https.*\nContent: only 100 of 250 blocks\n/);
    expect(made).toMatch(/Short https.*\nContent: 1 block\n/);
  });

  it('is never told as stored otherwise where it was not read to its end', async () => {
    const item = (at: number): string => `- a ${at}\n  - b\n    - c\n      - d`;
    const answer = await create(Array.from({ length: 60 }, (_, at) => item(at)).join('\n'));
    expect(answer).toMatch(/What is nested in \d+ blocks was not read back\./);
    expect(answer).not.toContain('otherwise than sent');
  });

  it('is told as far as it got', async () => {
    const long = Array.from({ length: 250 }, (_, at) => `Paragraph ${at + 1}`).join('\n\n');
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    expect(withoutIds(await create(long))).toMatchSnapshot();
  });

  it('that could not be read back is told as such', async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      /^GET .*children/,
    );
    expect(await create('Text')).toContain('The content was not read back.');
  });

  it('is only counted in a dry run', async () => {
    const answer = await create(ALL_FORMS, { dry_run: true });
    expect(answer).toContain('Content: 18 blocks');
    expect(notion.writes()).toEqual([]);
  });
});
