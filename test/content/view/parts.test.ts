import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentBlock } from '../../../src/content/document.js';
import { documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { measureDocument, documentStart, takePart, type Position } from '../../../src/content/view/parts.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { richPageBlocks, richPageText } from './rich-page.js';

function allParts(document: readonly DocumentBlock[], maximum: number): string[] {
  const parts: string[] = [];
  let position: Position | undefined = documentStart;
  while (position !== undefined) {
    const part = takePart(document, position, maximum);
    parts.push(part.text);
    position = part.next;
  }
  return parts;
}

describe('takePart', () => {
  const rich = documentFromBlocks(richPageBlocks(), noNames);

  it('shows a short page whole', () => {
    expect(takePart(rich, documentStart, 10_000)).toEqual({ text: richPageText });
  });

  it('divides between blocks and keeps nested blocks readable', () => {
    const document = documentFromMarkdown('- one\n\t1. two\n\t1. three\n\t\t> four\n- five', noNames);
    expect(allParts(document, 15)).toEqual([
      '- one\n  1. two',
      '- …\n  2. three',
      '- …\n  2. …\n     > four',
      '- five',
    ]);
  });

  it('does not leave a heading behind its text', () => {
    const document = documentFromMarkdown('first\n# Title\n## Sub\nsecond block', noNames);
    expect(allParts(document, 30)).toEqual(['first', '# Title\n\n## Sub\n\nsecond block']);
  });

  it('begins a block that is longer than a part after its headings, which would say nothing alone', () => {
    const rows = Array.from({ length: 200 }, (_, row) => `| ${row} | value |`).join('\n');
    const document = documentFromMarkdown(`# Title\n## Sub\n| a | b |\n| --- | --- |\n${rows}`, noNames);
    const [first = '', second = ''] = allParts(document, 1500);
    expect(first).toMatch(/^# Title\n\n## Sub\n\n\| a \| b \|\n\| --- \| --- \|\n\| 0 \| value \|\n/);
    expect(first.length).toBeGreaterThan(1400);
    const [, last = ''] = /\| (\d+) \| value \|$/.exec(first) ?? [];
    expect(second.split('\n').slice(0, 3)).toEqual([
      '| a | b |',
      '| --- | --- |',
      `| ${Number(last) + 1} | value |`,
    ]);
  });

  it('divides a long block between words and a long table between rows, repeating its head', () => {
    const table = documentFromMarkdown('| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |', noNames);
    expect(allParts(table, 45)).toEqual([
      '| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |',
      '| a | b |\n| --- | --- |\n| 5 | 6 |',
    ]);
    const code = documentFromMarkdown('```sh\necho one\necho two\necho three\n```', noNames);
    expect(allParts(code, 34)).toEqual(['```sh\necho one\necho two\n```', '```sh\necho three\n```']);
    const text = documentFromMarkdown('The quick brown fox jumps over the lazy dog.', noNames);
    expect(allParts(text, 25)).toEqual(['The quick brown fox ', 'jumps over the lazy dog.']);
  });

  it('ends quietly for a position behind the end, and for an empty page', () => {
    expect(takePart(rich, { block: 10_000, offset: 3 }, 100)).toEqual({ text: '' });
    expect(takePart([], documentStart, 100)).toEqual({ text: '' });
    expect(takePart(rich, { block: 0, offset: 10_000 }, 40).next).toEqual({ block: 1, offset: 0 });
  });

  const kinds = fc.constantFrom('paragraph', 'bullet', 'quote', 'toggle', 'code', 'heading');
  // Blocks in reading order; a block belongs to the nearest earlier one that is less deep.
  const shapes = fc.array(
    fc.record({ kind: kinds, words: fc.integer({ min: 1, max: 30 }), depth: fc.integer({ min: 0, max: 5 }) }),
    { maxLength: 25 },
  );
  type Shape = typeof shapes extends fc.Arbitrary<(infer One)[]> ? One : never;

  function build(all: readonly Shape[], depth: number, word: () => string): DocumentBlock[] {
    const starts = all.flatMap((shape, at) => (at === 0 || shape.depth <= depth ? [at] : []));
    return starts.flatMap((start, at) => {
      const shape = all[start];
      if (shape === undefined) {
        return [];
      }
      const text = Array.from({ length: shape.words }, word).join(shape.kind === 'code' ? '\n' : ' ');
      const children = build(all.slice(start + 1, starts[at + 1]), depth + 1, word);
      return [blockOf(shape.kind, text, children)];
    });
  }

  function blockOf(kind: Shape['kind'], text: string, children: DocumentBlock[]): DocumentBlock {
    switch (kind) {
      case 'code':
        return { kind, language: '', caption: '', text, children };
      case 'heading':
        return { kind, level: 2, text, children };
      default:
        return { kind, text, children };
    }
  }

  it('shows every word exactly once, in order, and fits', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 150, max: 600 }), (all, maximum) => {
        let next = 0;
        const document = build(all, 0, () => `w${(next += 1)}`);
        const parts = allParts(document, maximum);
        const expected = Array.from({ length: next }, (_, at) => `w${at + 1}`);
        expect(parts.join('\n').match(/w\d+/g) ?? []).toEqual(expected);
        expect(Math.max(0, ...parts.map((part) => part.length))).toBeLessThanOrEqual(maximum);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the document back when nothing is repeated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 40 }), { minLength: 1 }),
        fc.integer({ min: 30, max: 500 }),
        (texts, maximum) => {
          const document = texts.map((text): DocumentBlock => ({ kind: 'paragraph', text, children: [] }));
          expect(allParts(document, maximum).join(' ').replace(/\s+/g, ' ')).toBe(
            printBlocks(document).replace(/\s+/g, ' '),
          );
        },
      ),
    );
  });

  it('never divides a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 50, maxLength: 300 }), (text) => {
        const document: DocumentBlock[] = [{ kind: 'code', language: '', caption: '', text, children: [] }];
        for (const part of allParts(document, 60)) {
          expect(part).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });
});

describe('measureDocument', () => {
  it('changes with the text and not with what a reader does not see', () => {
    const one = documentFromMarkdown('a {color="red"}', noNames);
    const same = documentFromMarkdown('a', noNames);
    const other = documentFromMarkdown('b', noNames);
    expect(measureDocument(one).fingerprint).toBe(measureDocument(same).fingerprint);
    expect(measureDocument(one).fingerprint).not.toBe(measureDocument(other).fingerprint);
    expect(measureDocument(one).fingerprint).toMatch(/^[\w-]{10}$/);
  });
});
