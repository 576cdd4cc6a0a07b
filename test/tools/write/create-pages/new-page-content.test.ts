import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentFromBlocks } from '../../../../src/content/blocks/from-blocks.js';
import { noNames } from '../../../../src/content/names.js';
import { printBlocks } from '../../../../src/content/print/print.js';
import { createConnection } from '../../../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../../../src/sandbox/server.js';
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
