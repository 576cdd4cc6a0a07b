import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderAnswer } from '../../src/content/answer/answer.js';
import type { DocumentBlock } from '../../src/content/document.js';
import { documentFromBlocks } from '../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../src/content/markdown/from-markdown.js';
import { unloadedBlocks } from '../../src/content/blocks/fill-unloaded.js';
import { noNames } from '../../src/content/names.js';
import { viewPage } from '../../src/content/view/page-view.js';
import { documentStart, takePart, type Position } from '../../src/content/view/parts.js';
import { printBlocks } from '../../src/content/print/print.js';
import { revealInvisible } from '../../src/text/invisible.js';
import { block, text, tree } from '../content/blocks/block-objects.js';
import { parseStrictly } from '../redteam/strict-answer.js';
import { blockShapes, brokenTrees, buildBlocks } from './block-trees.js';
import { countingWords, longText, wordsOf } from './texts.js';

function walk(document: readonly DocumentBlock[], room: number): string[] {
  const parts: string[] = [];
  let at: Position | undefined = documentStart;
  while (at !== undefined) {
    const part = takePart(document, at, room);
    parts.push(part.text);
    if (part.next !== undefined) {
      const { block: number, offset } = part.next;
      expect(number > at.block || (number === at.block && offset > at.offset)).toBe(true);
    }
    at = part.next;
  }
  return parts;
}

const rooms = fc.integer({ min: 300, max: 3000 });
const runs = { numRuns: 300 };

describe('a page of any blocks', () => {
  it('comes out whole: each text once, in order', () => {
    fc.assert(
      fc.property(blockShapes, (shapes) => {
        const words = countingWords();
        const document = documentFromBlocks(
          buildBlocks(shapes, () => words.next()),
          noNames,
        );
        expect(wordsOf(printBlocks(document))).toEqual(words.all());
      }),
      runs,
    );
  });

  it('comes out in parts that fit: each text once, in order, nothing invisible, no half character', () => {
    fc.assert(
      fc.property(blockShapes, rooms, (shapes, room) => {
        const words = countingWords();
        const document = documentFromBlocks(
          buildBlocks(shapes, () => words.next()),
          noNames,
        );
        const parts = walk(document, room);
        expect(wordsOf(parts.join('\n'))).toEqual(words.all());
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(room);
          expect(revealInvisible(part)).toBe(part);
        }
      }),
      runs,
    );
  });

  it('says what it cannot show, once for each place', () => {
    const kinds = fc.constantFrom('hologram', 'unsupported', 'toggle', 'paragraph');
    fc.assert(
      fc.property(fc.array(kinds), (types) => {
        const trees = types.map((type, at) =>
          type === 'toggle'
            ? tree({ id: `t${at}`, type, toggle: { rich_text: [text('[not loaded]')] } }, [], false)
            : block(type, type === 'paragraph' ? "[x: not available through Notion's API]" : {}),
        );
        const document = documentFromBlocks(trees, noNames);
        const lines = printBlocks(document).split('\n');
        const count = (type: string): number => types.filter((one) => one === type).length;
        expect(unloadedBlocks(document)).toHaveLength(count('toggle'));
        expect(lines.filter((line) => /^\s*\[not loaded/.test(line))).toHaveLength(count('toggle'));
        expect(
          lines.filter((line) => /^\[[^\]]*not available through Notion's API\]$/.test(line)),
        ).toHaveLength(count('hologram') + count('unsupported'));
      }),
    );
  });

  it('fits and never throws, however broken or long', () => {
    fc.assert(
      fc.property(
        fc.oneof(brokenTrees, fc.array(longText, { maxLength: 3 }).map(blocksOfText)),
        rooms,
        (trees, room) => {
          for (const part of walk(documentFromBlocks(trees, noNames), room)) {
            expect(part.length).toBeLessThanOrEqual(room);
            expect(revealInvisible(part)).toBe(part);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** One text in all places that have one. */
function blocksOfText(texts: readonly string[]): ReturnType<typeof block>[] {
  return texts.flatMap((one, at) => [
    block(at % 2 === 0 ? 'bulleted_list_item' : 'heading_2', one, [block('quote', one)]),
    block('code', { rich_text: [text(one)], caption: [text(one)], language: one }),
    block('table', { has_column_header: true }, [
      block('table_row', { cells: [[text(one)], [text(one)]] }),
      block('table_row', { cells: [[text('x')], [text(one)]] }),
    ]),
    block('image', { type: 'external', external: { url: `https://e.org/${one}` }, caption: [text(one)] }),
  ]);
}

describe('a page of any enhanced markdown', () => {
  it('fits and never throws', () => {
    const lines = fc.array(fc.tuple(fc.nat(5), longText).map(([depth, line]) => '\t'.repeat(depth) + line));
    fc.assert(
      fc.property(lines, rooms, (all, room) => {
        for (const part of walk(documentFromMarkdown(all.join('\n'), noNames), room)) {
          expect(part.length).toBeLessThanOrEqual(room);
          expect(revealInvisible(part)).toBe(part);
        }
      }),
      runs,
    );
  });
});

describe('what is shown of any page', () => {
  const views = fc.record({
    section: fc.constantFrom(undefined, 'w1w'),
    find: fc.constantFrom(undefined, undefined, 'w1w', 'word a'),
    room: rooms,
  });

  it('fits its room in the one shape, and says so when it is not all', () => {
    fc.assert(
      fc.property(blockShapes, views, (shapes, { section, find, room }) => {
        const words = countingWords();
        const document = documentFromBlocks(
          buildBlocks(shapes, () => words.next()),
          noNames,
        );
        let view;
        try {
          view = viewPage(document, { section, find, from: undefined, room });
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError', argument: 'section' });
          return;
        }
        expect(view.text.length).toBeLessThanOrEqual(room);
        parseStrictly(renderAnswer({ summary: view.summary, content: view.text }, 'b0b0b0b0'));
        const shown = new Set(wordsOf(view.text));
        if (find === undefined && section === undefined && shown.size < words.all().length) {
          expect(view.next).toBeDefined();
          expect(view.summary).toMatch(/there is more\.$/);
        }
      }),
      runs,
    );
  });
});
