import { describe, expect, it } from '@jest/globals';
import type { DocumentBlock } from '../../../src/content/document.js';
import { documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { block, text } from '../blocks/block-objects.js';
import { richPageBlocks, richPageMarkdown, richPageText } from '../view/rich-page.js';

describe('printBlocks', () => {
  it('prints a whole page from block objects', () => {
    expect(printBlocks(documentFromBlocks(richPageBlocks(), noNames))).toBe(richPageText);
  });

  it('prints the same page from enhanced markdown with the same text', () => {
    expect(printBlocks(documentFromMarkdown(richPageMarkdown, noNames))).toBe(richPageText);
  });

  it('keeps text that looks like Markdown text', () => {
    const lines = [
      '# no heading',
      '- no item',
      '1. no item',
      '> no quote',
      '---',
      '<b>no tag</b>',
      '*x* [y](z)',
    ];
    const blocks = lines.map((line) => block('paragraph', line));
    expect(printBlocks(documentFromBlocks(blocks, noNames))).toBe(
      [
        '\\# no heading',
        '\\- no item',
        '1\\. no item',
        '\\> no quote',
        '\\---',
        '\\<b>no tag\\</b>',
        '\\*x\\* [y\\](z)',
      ].join('\n\n'),
    );
  });

  it('keeps text that something invisible stands in text', () => {
    const lines = ['#\u200b no heading', '\u200b- no item', 'x\u2028# no heading', '`\u200b`no code`\u200b`'];
    const blocks = lines.map((line) => block('paragraph', line));
    expect(printBlocks(documentFromBlocks(blocks, noNames))).toBe(
      ['\\# no heading', '\\- no item', 'x\n\\# no heading', '\\`\\`no code\\`\\`'].join('\n\n'),
    );
    // In enhanced markdown such a line break is part of one line.
    expect(printBlocks(documentFromMarkdown('x\u2028# no heading\n\u200b\\*y\\*', noNames))).toBe(
      'x # no heading\n\n\\*y\\*',
    );
  });

  it('divides heads, fences and captions that are too long to repeat', () => {
    const ticks = '`'.repeat(60) + '~'.repeat(60);
    expect(
      printBlocks([{ kind: 'code', text: ticks, language: '', caption: 'c'.repeat(200), children: [] }]),
    ).toBe(`    ${ticks}\n\n[caption: ${'c'.repeat(200)}]`);
    const row = Array.from({ length: 200 }, (_, at) => `h${at}`);
    const table = {
      kind: 'table',
      headerRow: true,
      headerColumn: false,
      rows: [row, row],
      children: [],
    } as const;
    expect(printBlocks([table]).split('\n')).toHaveLength(3);
  });

  it('keeps an item whose text begins like a task an item', () => {
    const item = block('bulleted_list_item', '[ ] x');
    expect(printBlocks(documentFromBlocks([item], noNames))).toBe('- \\[ ] x');
  });

  it('hangs the lines of an item on its first', () => {
    const item = block('numbered_list_item', { rich_text: [text('a\n- b\n\nc')] });
    expect(printBlocks(documentFromBlocks([item], noNames))).toBe('1. a\n   \\- b\n\n   c');
  });

  it('starts a list anew after any other block', () => {
    const numbered = (name: string): DocumentBlock => ({ kind: 'numbered', text: name, children: [] });
    const empty: DocumentBlock = { kind: 'paragraph', text: '', children: [] };
    expect(printBlocks([numbered('a'), numbered('b'), empty, numbered('c')])).toBe('1. a\n2. b\n1. c');
  });

  it('keeps lists apart that stand in different quotes', () => {
    const quote = (name: string): DocumentBlock => ({
      kind: 'quote',
      text: '',
      children: [{ kind: 'bullet', text: name, children: [] }],
    });
    expect(printBlocks([quote('a'), quote('b')])).toBe('> - a\n\n> - b');
  });

  it('shows what is not loaded', () => {
    const base = { kind: 'unloaded', id: 'x', url: 'https://app.notion.com/p/x', children: [] } as const;
    expect(printBlocks([{ ...base, reason: 'truncated', type: '' }])).toBe(
      '[not loaded; open https://app.notion.com/p/x]',
    );
    expect(printBlocks([{ ...base, reason: 'type', type: 'bookmark', url: '' }])).toBe(
      '[bookmark: not loaded]',
    );
  });
});
