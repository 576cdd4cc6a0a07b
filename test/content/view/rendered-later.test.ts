import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentBlock } from '../../../src/content/document.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { renderMarkdownText } from '../../../src/content/markdown/markdown-inline.js';
import { noNames } from '../../../src/content/names.js';
import { printUnits } from '../../../src/content/print/print.js';
import { mayHold } from '../../../src/content/view/may-hold.js';
import { viewPage, type PageView } from '../../../src/content/view/page-view.js';
import { withRawText } from '../../../src/content/raw-text.js';
import { searchWords } from '../../../src/text/search-words.js';

/** A copy has all texts: that is how a document was made before its texts were rendered where they are shown. */
function rendered(document: readonly DocumentBlock[]): DocumentBlock[] {
  return structuredClone([...document]);
}

/** Every view of a page, and all of its parts. */
function views(document: readonly DocumentBlock[], words: string): PageView[] {
  const whole = viewPage(document, { room: Number.POSITIVE_INFINITY });
  const found = viewPage(document, { room: 1000, find: words });
  const parts: PageView[] = [];
  let part: PageView | undefined = viewPage(document, { room: 300 });
  while (part !== undefined && parts.length < 30) {
    parts.push(part);
    part = part.next && viewPage(document, { room: 300, from: part.next });
  }
  return [found, ...parts, whole];
}

const pieces = fc.constantFrom(
  'word',
  'Ünï',
  'ΟΔΟΣ',
  'naïve',
  '5 $',
  '日本',
  'ﬁn',
  'ʼt',
  'x',
  ' ',
  ' ',
  '.',
  '_',
  '*',
  '**',
  '~~',
  '`',
  '$',
  '[',
  '](https://example.com/a)',
  '[^https://www.notion.so/x]',
  '<br>',
  '\\',
  '!',
  '(',
  ')',
  '&amp;',
  'https://example.com',
  '<mention-date start="2026-01-02"/>',
  '\u200d',
  '\ud83d\ude00',
  '<u>',
  '</u>',
);
const text = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''));
const line = fc
  .tuple(fc.constantFrom('', '# ', '## ', '- ', '\t- ', '1. ', '- [x] ', '> ', '> - '), text)
  .map(([sign, rest]) => sign + rest);
const markdown = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));
const words = fc.array(fc.constantFrom('word', 'uni', 'οδος', 'naive', '日', 'x', 'fin', '5'), {
  minLength: 1,
});

describe('a text that is rendered where it is shown', () => {
  it('reads in every view as one that was rendered at once', () => {
    fc.assert(
      fc.property(markdown, words, (page, wanted) => {
        const later = documentFromMarkdown(page, noNames);
        const atOnce = rendered(documentFromMarkdown(page, noNames));
        expect(views(later, wanted.join(' '))).toEqual(views(atOnce, wanted.join(' ')));
        expect(later).toEqual(atOnce);
      }),
    );
  });

  it('reads so for the recorded texts of pages', () => {
    const folder = new URL('../../recordings/', import.meta.url);
    const texts = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/"markdown": ("(?:[^"\\]|\\.)*")/g)].map(
        ([, json = '""']) => JSON.parse(json) as string,
      ),
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const page of texts) {
      const atOnce = rendered(documentFromMarkdown(page, noNames));
      expect(views(documentFromMarkdown(page, noNames), 'the on-call')).toEqual(views(atOnce, 'the on-call'));
    }
  });

  it('is rendered once, and only if it is read', () => {
    let count = 0;
    const block = withRawText({ kind: 'paragraph' }, '**a**', (raw) => {
      count += 1;
      return raw;
    });
    expect(count).toBe(0);
    expect([block.text, block.text, count]).toEqual(['**a**', '**a**', 1]);
  });

  it('is not rendered for the parts of a page that a section does not show', () => {
    const document = documentFromMarkdown('# One\n**a** word\n# Two\nb\n**c** last', noNames);
    const [, first, , , last] = document;
    const isRendered: string[] = [];
    for (const block of [first, last]) {
      const own = block && Object.getOwnPropertyDescriptor(block, 'text');
      if (block !== undefined && own?.get !== undefined) {
        Object.defineProperty(block, 'text', {
          ...own,
          get: () => {
            const shown = String(own.get?.call(block));
            isRendered.push(shown);
            return shown;
          },
        });
      }
    }
    expect(viewPage(document, { section: 'Two', room: 1000 }).text).toContain('**c** last');
    expect(new Set(isRendered)).toEqual(new Set(['**c** last']));
  });
});

describe('the look at an unrendered text before it is searched', () => {
  it('never misses a word that the rendered text holds', () => {
    fc.assert(
      fc.property(text, words, (raw, wanted) => {
        const search = searchWords(wanted.join(' '));
        const [unit] = printUnits(documentFromMarkdown(raw, noNames));
        if (unit !== undefined && !mayHold(search.words)(unit)) {
          expect(search.heldBy(renderMarkdownText(raw, noNames)).size).toBe(0);
          expect(search.heldBy(unit.body.join('\n')).size).toBe(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('rules out a line of other letters', () => {
    const [unit] = printUnits(documentFromMarkdown('Some **bold** words', noNames));
    expect(unit && mayHold(['walnut'])(unit)).toBe(false);
    expect(unit && mayHold(['walnut', 'bold'])(unit)).toBe(true);
  });
});
