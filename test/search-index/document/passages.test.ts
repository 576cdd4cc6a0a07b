import { describe, expect, it } from '@jest/globals';
import type { DocumentBlock } from '../../../src/content/document.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import {
  passagesOfDocument,
  passagesOfProperties,
  passagesOfText,
} from '../../../src/search-index/document/passages.js';

const words = (count: number, word: string): string =>
  Array.from({ length: count }, (_, at) => `${word}${at}`).join(' ');

describe('the passages of a document', () => {
  it('are its sections, with the headings above them', () => {
    const blocks = documentFromMarkdown(
      '# Guide\nIntro **bold** text\n## Keys\n- Rotate\n  - Monthly\n## Locks\n> Closed\n# End',
      noNames,
    );
    expect(passagesOfDocument(blocks)).toEqual([
      { part: 'text', headings: ['Guide'], text: 'Intro bold text' },
      { part: 'text', headings: ['Guide', 'Keys'], text: 'Rotate\nMonthly' },
      { part: 'text', headings: ['Guide', 'Locks'], text: 'Closed' },
      { part: 'text', headings: ['End'], text: '' },
    ]);
  });

  it('open at their first block, or at their heading', () => {
    const blocks: DocumentBlock[] = [
      { kind: 'heading', level: 1, text: 'One', id: 'h1', children: [] },
      { kind: 'paragraph', text: 'a', id: 'p1', children: [] },
      { kind: 'paragraph', text: 'b', id: 'p2', children: [] },
      { kind: 'heading', level: 1, text: 'Two', id: 'h2', children: [] },
      { kind: 'paragraph', text: 'c', children: [] },
    ];
    expect(passagesOfDocument(blocks).map(({ anchor }) => anchor)).toEqual(['p1', 'h2']);
  });

  it('have some hundred words each, whatever the blocks', () => {
    const paragraphs = Array.from({ length: 20 }, (_, at) => words(60, `p${at}w`)).join('\n');
    const passages = passagesOfDocument(
      documentFromMarkdown(`${paragraphs}\n${words(3000, 'long')}`, noNames),
    );
    const sizes = passages.map(({ text }) => Buffer.byteLength(text));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2500);
    expect(
      passages
        .map(({ text }) => text)
        .join(' ')
        .split(/\s+/),
    ).toHaveLength(20 * 60 + 3000);
  });

  it('say what tables, code, files and links say, and not what pages inside say themselves', () => {
    const blocks: DocumentBlock[] = [
      {
        kind: 'table',
        headerRow: true,
        headerColumn: false,
        rows: [
          ['Name', '**Age**'],
          ['Ada', '36'],
        ],
        children: [],
      },
      { kind: 'code', text: 'let x = **y**;', language: 'js', caption: 'Caption', children: [] },
      {
        kind: 'media',
        media: 'file',
        name: 'plan.pdf',
        caption: '',
        url: 'https://signed.example/secret',
        children: [],
      },
      { kind: 'link', link: 'bookmark', url: 'https://example.com/a', caption: '', children: [] },
      { kind: 'child page', target: 'x', title: 'Elsewhere', children: [] },
    ];
    const [{ text } = { text: '' }] = passagesOfDocument(blocks);
    expect(text).toBe('Name | Age\nAda | 36\nlet x = **y**;\nCaption\nplan.pdf\nhttps://example.com/a');
  });

  it('are the properties by name, and texts that are no document', () => {
    expect(
      passagesOfProperties([
        { name: 'Status', text: 'Done' },
        { name: 'Empty', text: ' ' },
        { name: 'Owner', text: 'Ada' },
      ]),
    ).toEqual([{ part: 'properties', headings: [], text: 'Status: Done\nOwner: Ada' }]);
    expect(passagesOfText('comment', 'Looks good', 'block')).toEqual([
      { part: 'comment', anchor: 'block', headings: [], text: 'Looks good' },
    ]);
    expect(passagesOfText('description', '  ')).toEqual([]);
  });
});
