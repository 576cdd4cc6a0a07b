import { describe, expect, it } from '@jest/globals';
import * as make from '../../../src/sandbox/build/blocks.js';
import { rich } from '../../../src/sandbox/build/text.js';
import { addDatabase, addDataSource } from '../../../src/sandbox/build/databases.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { bareId, stableId } from '../../../src/sandbox/ids.js';
import { pageMarkdown } from '../../../src/sandbox/markdown/page-markdown.js';
import type { BlockDraft } from '../../../src/sandbox/model/block.js';

const pageId = stableId('markdown page');
const bare = bareId(pageId);
const blockId = stableId('markdown block');
const bareBlock = bareId(blockId);
const url = 'https://app.notion.com/p/';

function printed(...drafts: readonly BlockDraft[]): string {
  const workspace = createWorkspace({ now: new Date('2026-03-11T12:00:00Z') });
  addPage(workspace, { id: pageId, title: 'Page', blocks: drafts });
  const body = pageMarkdown(workspace, pageId, workspace.pages.get(pageId)?.children ?? [], false);
  return String(body['markdown']);
}

const { block, bullet, callout, code, paragraph, toggle, withId } = make;

describe('markdown of a block', () => {
  it.each<[string, BlockDraft, string[]]>([
    ['paragraph', paragraph('Text', paragraph('child')), ['Text', '\tchild']],
    ['empty paragraph', paragraph(''), ['<empty-block/>']],
    ['colour', make.colored('red_background', paragraph('Text')), ['Text {color="red_bg"}']],
    ['heading_1', make.heading(1, 'A'), ['# A']],
    ['heading_4', make.heading(4, 'A'), ['#### A']],
    ['toggle heading', make.toggleHeading(2, 'A', paragraph('b')), ['## A {toggle="true"}', '\tb']],
    ['bullets', bullet('a', bullet('b', bullet('c'))), ['- a', '\t- b', '\t\t- c']],
    ['to_do', make.toDo('a', true, make.toDo('b', false)), ['- [x] a', '\t- [ ] b']],
    ['quote', make.quote([{ kind: 'text', content: 'a\nb' }]), ['> a<br>b']],
    ['toggle', toggle('a', paragraph('b')), ['<details>', '<summary>a</summary>', '\tb', '</details>']],
    [
      'callout',
      callout('👉', 'a', bullet('b')),
      ['<callout icon="👉" color="gray_bg">', '\ta', '\t- b', '</callout>'],
    ],
    [
      'callout without icon',
      block({ type: 'callout', text: rich('a'), icon: null }),
      ['<callout>', '\ta', '</callout>'],
    ],
    ['code', code('shell', 'a | b\n\n*c*'), ['```shell', 'a | b', '', '*c*', '```']],
    ['equation', block({ type: 'equation', expression: 'a_1^2' }), ['$$', 'a_1^2', '$$']],
    ['divider', make.divider(), ['---']],
    ['contents', block({ type: 'table_of_contents', color: 'gray' }), ['<table_of_contents color="gray"/>']],
    [
      'table',
      make.table([['a'], ['**b**|']], true),
      [
        '<table header-row="true" header-column="true">',
        '<tr>',
        '<td>a</td>',
        '</tr>',
        '<tr>',
        String.raw`<td>**b**\|</td>`,
        '</tr>',
        '</table>',
      ],
    ],
    [
      'columns',
      make.columns([[paragraph('a')], [paragraph('b')]]),
      ['<columns>', '\t<column>', '\t\ta', '\t</column>', '\t<column>', '\t\tb', '\t</column>', '</columns>'],
    ],
    [
      'tabs',
      block({ type: 'tab' }, paragraph('One', paragraph('a'))),
      ['<tabs>', '\t<tab title="One">', '\t\ta', '\t</tab>', '</tabs>'],
    ],
    [
      'image',
      make.media('image', { kind: 'external', url: 'https://example.com/a.png' }, 'A'),
      ['![A](https://example.com/a.png)'],
    ],
    ...(['audio', 'video', 'file', 'pdf'] as const).map((type): [string, BlockDraft, string[]] => [
      type,
      make.media(type, { kind: 'external', url: 'https://example.com/a?b=1&c=2' }, 'A'),
      [`<${type} src="https://example.com/a?b=1&c=2">A</${type}>`],
    ]),
    [
      'link to page',
      block({ type: 'link_to_page', target: 'page_id', id: pageId }),
      [`<mention-page url="${url}${bare}">Page</mention-page>`],
    ],
    [
      'synced original',
      withId(blockId, block({ type: 'synced_block', original: null }, paragraph('a'))),
      [`<synced_block url="${url}${bare}#${bareBlock}">`, '\ta', '</synced_block>'],
    ],
    ...(['bookmark', 'embed'] as const).map((type): [string, BlockDraft, string[]] => [
      type,
      withId(blockId, block({ type, url: 'https://example.com', caption: [] })),
      [`<unknown url="${url}${bare}#${bareBlock}" alt="${type}"/>`],
    ]),
    [
      'link preview',
      withId(blockId, block({ type: 'link_preview', url: '' })),
      [`<unknown url="${url}${bare}#${bareBlock}" alt="link_preview"/>`],
    ],
    [
      'breadcrumb',
      withId(blockId, block({ type: 'breadcrumb' })),
      [`<unknown url="${url}${bare}#${bareBlock}" alt="breadcrumb"/>`],
    ],
    [
      'template',
      withId(blockId, block({ type: 'template', text: [] })),
      [`<unknown url="${url}${bare}#${bareBlock}" alt="template"/>`],
    ],
    [
      'unsupported',
      withId(blockId, block({ type: 'unsupported', blockType: 'form' })),
      [`<unknown url="${url}${bare}#${bareBlock}" alt="form"/>`],
    ],
  ])('%s', (_, draft, lines) => {
    expect(printed(draft)).toBe(lines.join('\n'));
  });

  it('numbers lists, starting again after anything else', () => {
    const { numbered } = make;
    expect(
      printed(numbered('a', numbered('x')), numbered('b'), paragraph('-'), numbered('c')).split('\n'),
    ).toEqual(['1. a', '\t1. x', '2. b', '-', '1. c']);
  });

  it('indents the fences of nested code but not the code', () => {
    expect(printed(bullet('a', toggle('b', code('plain text', 'x\n\ty')))).split('\n')).toEqual([
      '- a',
      '\t<details>',
      '\t<summary>b</summary>',
      '\t\t```plain text',
      'x',
      '\ty',
      '\t\t```',
      '\t</details>',
    ]);
  });

  it('shows a synced copy with what the original holds', () => {
    const original = withId(blockId, block({ type: 'synced_block', original: null }, paragraph('a')));
    expect(
      printed(original, block({ type: 'synced_block', original: blockId }))
        .split('\n')
        .slice(3),
    ).toEqual([
      `<synced_block_reference url="${url}${bare}#${bareBlock}">`,
      '\ta',
      '</synced_block_reference>',
    ]);
  });

  it('gives meeting notes, the transcript only when asked', () => {
    const workspace = createWorkspace();
    const meeting = block(
      { type: 'meeting_notes', title: rich('Sync'), start: '', end: '', attendees: [] },
      paragraph('', paragraph('sum')),
      paragraph('', paragraph('note')),
      paragraph('', paragraph('spoken')),
    );
    const id = addPage(workspace, { title: 'P', blocks: [meeting] });
    const roots = workspace.pages.get(id)?.children ?? [];
    const text = (transcript: boolean) => String(pageMarkdown(workspace, id, roots, transcript)['markdown']);
    expect(text(true)).toContain('\t<summary>\n\t\tsum\n\t</summary>\n\t<notes>\n\t\tnote\n\t</notes>');
    expect(text(true)).toContain('spoken');
    expect(text(false)).not.toContain('spoken');
  });

  it('signs the URLs of hosted files for five minutes', () => {
    const text = printed(make.media('image', { kind: 'hosted', name: 'a b.png' }));
    expect(text).toMatch(/^!\[\]\(https:\/\/prod-files-secure\..*a%20b\.png\?.*X-Amz-Expires=300&/);
    expect(text.length).toBeGreaterThan(1000);
  });

  it('names child pages and databases', () => {
    const workspace = createWorkspace();
    const id = addPage(workspace, { title: 'P' });
    const parent = { kind: 'page', id } as const;
    const child = addPage(workspace, { title: 'A [b]', parent });
    const database = addDatabase(workspace, { title: 'D', parent, inline: true, icon: '🧺' });
    const source = addDataSource(workspace, { database, name: 'D', columns: [] });
    const roots = workspace.pages.get(id)?.children ?? [];
    expect(pageMarkdown(workspace, id, roots, false)['markdown']).toBe(
      [
        String.raw`<page url="${url}${bareId(child)}">A \[b\]</page>`,
        `<database url="${url}${bareId(database)}" inline="true" icon="🧺" data-source-url="collection://${source}">D</database>`,
      ].join('\n'),
    );
  });
});
