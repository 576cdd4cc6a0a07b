import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BlockTree, documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { noNames, type Names } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { block, text, tree } from './block-objects.js';

const page = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const names: Names = {
  title: (id) => (id === page ? 'Deploy guide' : undefined),
  user: () => 'Ada Sample',
};
const signed =
  'https://prod-files-secure.s3.us-west-2.amazonaws.com/w/f/floor%20plan.png?X-Amz-Algorithm=A&X-Amz-Signature=0';
const caption = [text('A caption')];
const hosted = { type: 'file', file: { url: signed, expiry_time: '2026-01-01T00:00:00.000Z' } };
const external = { type: 'external', external: { url: 'https://example.com/media/plan.png' } };
const cell = (content: string): object[] => (content === '' ? [] : [text(content)]);

function print(...blocks: BlockTree[]): string {
  return printBlocks(documentFromBlocks(blocks, names));
}

describe('documentFromBlocks', () => {
  it.each<[string, BlockTree[], string]>([
    ['paragraph', [block('paragraph', 'Hello')], 'Hello'],
    ['empty paragraph', [block('paragraph', ''), block('paragraph', 'x'), block('paragraph', '')], 'x'],
    ['paragraph with children', [block('paragraph', 'a', [block('paragraph', 'b')])], 'a\n\nb'],
    ['heading_1', [block('heading_1', 'Title')], '# Title'],
    ['heading_4', [block('heading_4', 'Small')], '#### Small'],
    ['toggle heading', [block('heading_2', 'More', [block('paragraph', 'in')])], '## More\n\nin'],
    [
      'bulleted_list_item',
      [block('bulleted_list_item', 'a', [block('bulleted_list_item', 'b')])],
      '- a\n  - b',
    ],
    [
      'numbered_list_item',
      [block('numbered_list_item', 'a'), block('numbered_list_item', 'b')],
      '1. a\n2. b',
    ],
    [
      'numbered_list_item with a start',
      [
        block('numbered_list_item', { rich_text: [text('a')], list_start_index: 9 }),
        block('numbered_list_item', 'b', [block('bulleted_list_item', 'c')]),
      ],
      '9. a\n10. b\n    - c',
    ],
    [
      'to_do',
      [block('to_do', { rich_text: [text('a')], checked: true }), block('to_do', 'b')],
      '- [x] a\n- [ ] b',
    ],
    ['quote', [block('quote', 'a\nb', [block('paragraph', 'c')])], '> a\n> b\n>\n> c'],
    ['toggle', [block('toggle', 'More', [block('paragraph', 'in')])], '- ▸ More\n\n  in'],
    [
      'callout',
      [block('callout', { rich_text: [text('Mind')], icon: { type: 'emoji', emoji: '💡' } })],
      '> 💡 Mind',
    ],
    ['callout without icon', [block('callout', { rich_text: [text('Mind')], icon: null })], '> Mind'],
    ['template', [block('template', 'Add a task')], '- ▸ Add a task'],
    [
      'code',
      [block('code', { rich_text: [text('a = `1`\n*x*')], caption, language: 'python' })],
      '```python\na = `1`\n*x*\n```\n[caption: A caption]',
    ],
    [
      'code with a fence inside',
      [block('code', { rich_text: [text('```\nx\n```')], caption: [], language: 'plain text' })],
      '````\n```\nx\n```\n````',
    ],
    ['equation', [block('equation', { expression: 'e=mc^2' })], '$$\ne=mc^2\n$$'],
    ['divider', [block('divider')], '---'],
    ['breadcrumb', [block('breadcrumb')], '[breadcrumb]'],
    ['table_of_contents', [block('table_of_contents', { color: 'default' })], '[table of contents]'],
    [
      'image, external',
      [block('image', { ...external, caption })],
      '![A caption](https://example.com/media/plan.png)',
    ],
    [
      'image, hosted',
      [block('image', { ...hosted, caption })],
      '[image floor plan.png: A caption (open with notion_read_file)]',
    ],
    [
      'video',
      [block('video', { ...external, caption: [] })],
      '[video: plan.png](https://example.com/media/plan.png)',
    ],
    [
      'audio',
      [block('audio', { ...external, caption })],
      '[audio: A caption](https://example.com/media/plan.png)',
    ],
    [
      'file',
      [block('file', { ...hosted, caption: [], name: 'Plan (final).pdf' })],
      '[file Plan (final).pdf (open with notion_read_file)]',
    ],
    ['pdf', [block('pdf', { ...external, caption })], '[pdf: A caption](https://example.com/media/plan.png)'],
    [
      'bookmark',
      [block('bookmark', { url: 'https://e.org', caption })],
      '[bookmark: https://e.org — A caption]',
    ],
    [
      'embed',
      [block('embed', { url: signed, caption: [] })],
      '[embed: (file kept in Notion; open the page)]',
    ],
    [
      'link_preview',
      [block('link_preview', { url: 'https://e.org/pr/1' })],
      '[link preview: https://e.org/pr/1]',
    ],
    ['link_preview without url', [block('link_preview', { url: '' })], '[link preview: no address]'],
    [
      'link_to_page',
      [block('link_to_page', { type: 'page_id', page_id: page })],
      '→ [Deploy guide](https://app.notion.com/p/1f2e3d4c5b6a49788a6b5c4d3e2f1a0b)',
    ],
    [
      'link_to_page to a comment',
      [block('link_to_page', { type: 'comment_id', comment_id: page })],
      "[link to a comment: not available through Notion's API]",
    ],
    [
      'column_list',
      [
        block('column_list', {}, [
          block('column', {}, [block('paragraph', 'l')]),
          block('column', {}, [block('paragraph', 'r')]),
        ]),
      ],
      'l\n\nr',
    ],
    ['synced_block', [block('synced_block', { synced_from: null }, [block('paragraph', 'x')])], 'x'],
    [
      'tab',
      [
        block('tab', {}, [
          block('paragraph', 'First', [block('paragraph', 'x')]),
          block('paragraph', 'Second'),
        ]),
      ],
      '- ▸ Tab: First\n\n  x\n\n- ▸ Tab: Second',
    ],
    [
      'table',
      [
        block('table', { table_width: 2, has_column_header: true, has_row_header: true }, [
          block('table_row', { cells: [cell('Team'), cell('Lead')] }),
          block('table_row', { cells: [cell('a|b'), cell('c\nd')] }),
          block('table_row', { cells: [cell('x'), []] }),
        ]),
      ],
      '| **Team** | Lead |\n| --- | --- |\n| **a\\|b** | c<br>d |\n| **x** |  |',
    ],
    [
      'table without header',
      [block('table', { has_column_header: false }, [block('table_row', { cells: [cell('a')] })])],
      '|  |\n| --- |\n| a |',
    ],
    [
      'meeting_notes',
      [
        block(
          'meeting_notes',
          {
            title: [text('Weekly sync')],
            status: 'notes_ready',
            calendar_event: { start_time: '2026-09-14T09:00:00.000Z', end_time: '', attendees: ['u'] },
          },
          [block('paragraph', 'We agreed.')],
        ),
      ],
      '🎙️ Meeting notes: Weekly sync (2026-09-14 09:00 UTC; @Ada Sample)\n\nWe agreed.',
    ],
    [
      'transcription',
      [block('transcription', { status: 'transcription_paused' })],
      '🎙️ Meeting notes (transcription paused)',
    ],
    [
      'unsupported',
      [block('unsupported', { block_type: 'ai_block' })],
      "[ai block: not available through Notion's API]",
    ],
    ['old unsupported', [block('unsupported')], "[block: not available through Notion's API]"],
    [
      'a type of the future',
      [block('hologram', { size: 3 })],
      "[hologram: not available through Notion's API]",
    ],
    ['a text of the future', [block('hologram', 'Hi')], 'Hi [hologram]'],
  ])('%s', (_, blocks, expected) => {
    expect(print(...blocks)).toBe(expected);
  });

  it('prints child pages and databases with their own address', () => {
    const child = { object: 'block', id: page, type: 'child_page', child_page: { title: 'Deploy [x]' } };
    const database = { object: 'block', id: page, type: 'child_database', child_database: { title: '' } };
    expect(print(tree(child, [], false), tree(database))).toBe(
      '📄 [Deploy \\[x\\]](https://app.notion.com/p/1f2e3d4c5b6a49788a6b5c4d3e2f1a0b)\n' +
        '🗃️ [Untitled](https://app.notion.com/p/1f2e3d4c5b6a49788a6b5c4d3e2f1a0b)',
    );
  });

  it('names the parts of meeting notes', () => {
    const summary = block('paragraph', 'Good.');
    const notes = { title: [text('Sync')], children: { summary_block_id: summary.block.id } };
    expect(print(block('meeting_notes', notes, [summary]))).toBe(
      '🎙️ Meeting notes: Sync\n\n## Summary\n\nGood.',
    );
  });

  it('tells of a transcript that was not read', () => {
    const transcript = block('paragraph', '');
    const notes = { title: [text('Sync')], children: { transcript_block_id: transcript.block.id } };
    expect(print(block('meeting_notes', notes, [{ ...transcript, isOmittedTranscript: true }]))).toBe(
      '🎙️ Meeting notes: Sync\n\n[transcript omitted]',
    );
  });

  it('marks children that were not loaded', () => {
    const toggle = { object: 'block', id: page, type: 'toggle', toggle: { rich_text: [text('More')] } };
    expect(documentFromBlocks([tree(toggle, [], false)], noNames)[0]?.children).toMatchObject([
      { kind: 'unloaded', id: page, reason: 'truncated' },
    ]);
  });

  it('shows a block without access', () => {
    expect(print(tree({ object: 'block', id: page }))).toBe("[block: not available through Notion's API]");
  });

  it('links what it cannot show to its place in the page', () => {
    const address = 'https://app.notion.com/p/0b2f3c4d000040008000000000000001';
    const parent = { type: 'page_id', page_id: '0b2f3c4d-0000-4000-8000-000000000001' };
    const button = { object: 'block', id: page, type: 'unsupported', unsupported: { block_type: 'button' } };
    const toggle = { object: 'block', id: page, type: 'toggle', toggle: { rich_text: [text('More')] } };
    const anchor = `${address}#1f2e3d4c5b6a49788a6b5c4d3e2f1a0b`;
    expect(print(tree({ ...toggle, parent }, [tree(button)], false))).toBe(
      `- ▸ More\n\n  [button: not available through Notion's API; open ${anchor}]\n\n  [not loaded; open ${anchor}]`,
    );
    expect(printBlocks(documentFromBlocks([tree(button)], names, parent.page_id))).toContain(
      `open ${anchor}`,
    );
  });

  it('never throws, whatever the wire holds', () => {
    const types = fc.constantFrom(
      'paragraph',
      'table',
      'table_row',
      'image',
      'callout',
      'link_to_page',
      'meeting_notes',
      'x',
    );
    const broken = fc
      .tuple(types, fc.anything(), fc.anything())
      .map(([type, content, cells]) =>
        tree({ id: 'x', type, [type]: content, cells }, [tree({ type: 'table_row', table_row: { cells } })]),
      );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            broken,
            fc.anything().map((value) => tree(value)),
          ),
        ),
        (blocks) => {
          expect(typeof print(...blocks)).toBe('string');
        },
      ),
    );
  });
});
