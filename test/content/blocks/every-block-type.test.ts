import { describe, expect, it } from '@jest/globals';
import { type BlockTree, documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import type { Names } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { block, text, tree } from './block-objects.js';

const hex = '1f2e3d4c5b6a49788a6b5c4d3e2f1a0b';
const id = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const page = '0b2f3c4d-0000-4000-8000-000000000001';
const address = 'https://app.notion.com/p/0b2f3c4d000040008000000000000001';
const names: Names = {
  title: (asked) => (asked === id ? 'Deploy guide' : undefined),
  user: (asked) => (asked === id ? 'Ada Sample' : undefined),
};
const caption = [text('A caption')];
const external = { type: 'external', external: { url: 'https://e.org/m/plan.png' }, caption };
const signed = 'https://x.s3.amazonaws.com/a/plan.png?X-Amz-Signature=1';
const known = (type: string, content: object): BlockTree =>
  tree({ object: 'block', id, type, [type]: content });

/**
 * Every block type of the API: the block, the line of the markdown endpoint (none where it prints `<unknown>` for a type
 * that the block endpoint can read), and what a reader gets.
 */
const everyType: readonly (readonly [
  type: string,
  block: BlockTree,
  markdown: string | undefined,
  text: string,
])[] = [
  ['paragraph', block('paragraph', 'Hello'), 'Hello', 'Hello'],
  ['heading_1', block('heading_1', 'One'), '# One', '# One'],
  ['heading_2', block('heading_2', 'Two'), '## Two', '## Two'],
  ['heading_3', block('heading_3', 'Three'), '### Three', '### Three'],
  ['heading_4', block('heading_4', 'Four'), '#### Four', '#### Four'],
  ['bulleted_list_item', block('bulleted_list_item', 'a'), '- a', '- a'],
  ['numbered_list_item', block('numbered_list_item', 'a'), '1. a', '1. a'],
  ['to_do', block('to_do', { rich_text: [text('a')], checked: true }), '- [x] a', '- [x] a'],
  ['quote', block('quote', 'a'), '> a', '> a'],
  [
    'toggle',
    block('toggle', 'More', [block('paragraph', 'in')]),
    '<details>\n<summary>More</summary>\n\tin\n</details>',
    '- ▸ More\n\n  in',
  ],
  [
    'callout',
    block('callout', { rich_text: [text('Mind')], icon: { emoji: '💡' } }),
    '<callout icon="💡">\n\tMind\n</callout>',
    '> 💡 Mind',
  ],
  ['template', block('template', 'New task'), undefined, '- ▸ New task'],
  [
    'code',
    block('code', { rich_text: [text('a *b*')], language: 'sh' }),
    '```sh\na *b*\n```',
    '```sh\na *b*\n```',
  ],
  ['equation', block('equation', { expression: 'e=mc^2' }), '$$\ne=mc^2\n$$', '$$\ne=mc^2\n$$'],
  ['divider', block('divider'), '---', '---'],
  ['breadcrumb', block('breadcrumb'), `<unknown url="${address}#${hex}" alt="breadcrumb"/>`, '[breadcrumb]'],
  ['table_of_contents', block('table_of_contents'), '<table_of_contents/>', '[table of contents]'],
  [
    'column_list',
    block('column_list', {}, [block('column', {}, [block('paragraph', 'a')])]),
    '<columns>\n\t<column>\n\t\ta\n\t</column>\n</columns>',
    'a',
  ],
  ['column', block('column', {}, [block('paragraph', 'a')]), '<column>\n\ta\n</column>', 'a'],
  [
    'table',
    block('table', { has_column_header: true }, [
      block('table_row', { cells: [[text('a|b')], [text('c')]] }),
      block('table_row', { cells: [[], [text('d')]] }),
    ]),
    '<table header-row="true">\n<tr>\n<td>a\\|b</td>\n<td>c</td>\n</tr>\n<tr>\n<td></td>\n<td>d</td>\n</tr>\n</table>',
    '| a\\|b | c |\n| --- | --- |\n|  | d |',
  ],
  ['table_row', block('table_row', { cells: [[text('a')]] }), undefined, '|  |\n| --- |\n| a |'],
  [
    'tab',
    block('tab', {}, [block('paragraph', 'First', [block('paragraph', 'x')])]),
    '<tabs>\n\t<tab title="First">\n\t\tx\n\t</tab>\n</tabs>',
    '- ▸ Tab: First\n\n  x',
  ],
  [
    'child_page',
    known('child_page', { title: 'Guide' }),
    `<page url="https://app.notion.com/p/${hex}">Guide</page>`,
    `📄 [Guide](https://app.notion.com/p/${hex})`,
  ],
  [
    'child_database',
    known('child_database', { title: 'Tasks' }),
    `<database url="https://app.notion.com/p/${hex}">Tasks</database>`,
    `🗃️ [Tasks](https://app.notion.com/p/${hex})`,
  ],
  [
    'synced_block',
    block('synced_block', { synced_from: null }, [block('paragraph', 'a')]),
    `<synced_block url="${address}#${hex}">\n\ta\n</synced_block>`,
    'a',
  ],
  // The markdown endpoint prints a mention in its place.
  [
    'link_to_page',
    block('link_to_page', { type: 'page_id', page_id: id }),
    undefined,
    `→ [Deploy guide](https://app.notion.com/p/${hex})`,
  ],
  [
    'image',
    block('image', external),
    '![A caption](https://e.org/m/plan.png)',
    '![A caption](https://e.org/m/plan.png)',
  ],
  [
    'image kept in Notion',
    block('image', { type: 'file', file: { url: signed }, caption }),
    `![A caption](${signed})`,
    '[image plan.png: A caption (open with notion_read_file)]',
  ],
  ...(['video', 'audio', 'pdf', 'file'] as const).map(
    (type) =>
      [
        type,
        block(type, external),
        `<${type} src="https://e.org/m/plan.png">A caption</${type}>`,
        `[${type}: A caption](https://e.org/m/plan.png)`,
      ] as const,
  ),
  [
    'bookmark',
    block('bookmark', { url: 'https://e.org', caption }),
    undefined,
    '[bookmark: https://e.org — A caption]',
  ],
  ['embed', block('embed', { url: 'https://e.org', caption: [] }), undefined, '[embed: https://e.org]'],
  [
    'link_preview',
    block('link_preview', { url: 'https://e.org/1' }),
    undefined,
    '[link preview: https://e.org/1]',
  ],
  [
    'meeting_notes',
    block('meeting_notes', { title: [text('Sync')], status: 'notes_ready' }),
    '<meeting-notes>\n\tSync\n</meeting-notes>',
    '🎙️ Meeting notes: Sync',
  ],
  [
    'transcription',
    block('transcription', { title: [text('Sync')], status: 'notes_ready' }),
    undefined,
    '🎙️ Meeting notes: Sync',
  ],
  [
    'unsupported',
    known('unsupported', { block_type: 'ai_block' }),
    `<unknown url="${address}#${hex}" alt="ai_block"/>`,
    `[ai block: not available through Notion's API; open ${address}#${hex}]`,
  ],
  [
    'a type of the future',
    known('hologram', { size: 3 }),
    `<unknown url="${address}#${hex}" alt="hologram"/>`,
    `[hologram: not available through Notion's API; open ${address}#${hex}]`,
  ],
];

describe('every block type', () => {
  it.each(everyType)('%s, from block objects', (_, one, __, expected) => {
    expect(printBlocks(documentFromBlocks([one], names, page))).toBe(expected);
  });

  it.each(everyType.filter(([, , markdown]) => markdown !== undefined))(
    '%s, the same from enhanced markdown',
    (_, __, markdown = '', expected) => {
      expect(printBlocks(documentFromMarkdown(markdown, names))).toBe(expected);
    },
  );

  it.each(['bookmark', 'embed', 'link_preview', 'template'])(
    'asks the block endpoint for a %s, which the markdown endpoint cannot print',
    (type) => {
      const markdown = `<unknown url="${address}#${hex}" alt="${type}"/>`;
      expect(documentFromMarkdown(markdown, names)).toMatchObject([{ kind: 'unloaded', id, reason: 'type' }]);
      expect(printBlocks(documentFromMarkdown(markdown, names))).toBe(
        `[${type.replace('_', ' ')}: not loaded; open ${address}#${hex}]`,
      );
    },
  );
});
