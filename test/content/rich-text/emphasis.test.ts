import { describe, expect, it } from '@jest/globals';
import { Parser } from 'commonmark';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { plainFromDialect } from '../../../src/content/markdown/markdown-inline.js';
import { printInline, type InlineRun } from '../../../src/content/rich-text/inline.js';

/** A character and how it is shown, such as `bold italic a`. */
type Shown = readonly string[];

const LINK = 'https://example.org/there';
const ORDER = ['bold', 'italic', 'strike', 'code', 'link'];

function shown(text: string, styles: ReadonlySet<string>): string[] {
  const known = ORDER.filter((style) => styles.has(style)).join(' ');
  return Array.from(text.replace(/\s/g, ''), (character) => `${known} ${character}`.trim());
}

function meant(runs: readonly InlineRun[]): Shown {
  return runs.flatMap(({ form, text, ...run }) => {
    const styles = new Set([form, ...Object.entries(run).flatMap(([name, value]) => (value ? [name] : []))]);
    return shown(text, styles);
  });
}

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const MDAST: Readonly<Record<string, string>> = {
  strong: 'bold',
  emphasis: 'italic',
  delete: 'strike',
  link: 'link',
  inlineCode: 'code',
};

function readByMicromark(markdown: string): Shown {
  const walk = (node: Node, styles: readonly string[]): string[] => {
    const own = new Set([...styles, MDAST[node.type] ?? '']);
    return node.children === undefined
      ? node.type === 'html'
        ? []
        : shown(node.value ?? '', own)
      : node.children.flatMap((child) => walk(child, [...own]));
  };
  const extensions = [gfmStrikethrough({ singleTilde: false })];
  return walk(fromMarkdown(markdown, { extensions, mdastExtensions: [gfmStrikethroughFromMarkdown()] }), []);
}

const COMMONMARK: Readonly<Record<string, string>> = { strong: 'bold', emph: 'italic', link: 'link' };

function readByCommonMark(markdown: string): Shown {
  const walker = new Parser().parse(markdown).walker();
  const open: string[] = [];
  const read: string[] = [];
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { type, literal } = event.node;
    const style = COMMONMARK[type];
    if (style !== undefined) {
      if (event.entering) {
        open.push(style);
      } else {
        open.pop();
      }
    } else if (type === 'text' || type === 'code') {
      read.push(...shown(literal ?? '', new Set(type === 'code' ? [...open, 'code'] : open)));
    }
  }
  return read;
}

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('word', 'a', 'Z', '7', 'né', '内容', '메모', 'слово') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(',', ':', '(', ')', '!', '"', '“', '”', '：', '（', '。', '-', '/'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('*', '_', '~', '`', '[', ']', '\\', '<', '#', '$', '~5', '* b', '2 *'),
  },
  { weight: 2, arbitrary: fc.constantFrom('😀', '❤️', '👩‍💻', '→', '€', '𝐀', '¡') },
  { weight: 3, arbitrary: fc.constantFrom(' ', ' ', '\u00a0', '\u3000', '\n') },
);
const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const flag = fc.option(fc.constant(true), { nil: false, freq: 2 });
const run = (strike: fc.Arbitrary<boolean>): fc.Arbitrary<InlineRun> =>
  fc
    .record({
      form: fc.oneof(
        { weight: 5, arbitrary: fc.constant('text' as const) },
        { weight: 1, arbitrary: fc.constant('code' as const) },
      ),
      text,
      bold: flag,
      italic: flag,
      strike,
      link: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constant(LINK) },
      ),
    })
    .filter(({ link, text: label }) => link === undefined || label.trim() !== '')
    .map(({ link, ...style }) => (link === undefined ? style : { ...style, link }));
const runsWith = (strike: fc.Arbitrary<boolean>): fc.Arbitrary<InlineRun[]> =>
  fc.array(run(strike), { minLength: 1, maxLength: 6 });

/** A letter before keeps the line a paragraph, as print does with what would begin a list or a heading. */
function paragraph(runs: readonly InlineRun[]): string {
  return printInline(runs)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `x ${line}`)
    .join('\n\n');
}

function withLetters(runs: readonly InlineRun[]): Shown {
  return ['x', ...meant(runs)];
}

describe('what is printed', () => {
  const options = { numRuns: 2000 };

  it.each([
    ['micromark with GFM', readByMicromark, flag],
    ['commonmark.js', readByCommonMark, fc.constant(false)],
  ])('is read by %s in the styles that it came from', (_name, read, strike) => {
    fc.assert(
      fc.property(
        runsWith(strike).filter((runs) => !runs.some((one) => one.text.includes('\n'))),
        (runs) => {
          const printed = paragraph(runs);
          expect(printed === '' ? ['x'] : read(printed)).toEqual(withLetters(runs));
        },
      ),
      options,
    );
  });

  it('has no four signs in a row, and no sign that our own reading would show', () => {
    fc.assert(
      fc.property(runsWith(flag), (runs) => {
        const printed = printInline(runs);
        const signs = printed.replace(/\\./g, 'x').replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, 'x');
        expect(signs).not.toMatch(/\*{4}|~{3}/);
        expect(plainFromDialect(printed).replace(/\s/g, '')).toBe(
          runs
            .map((one) => one.text)
            .join('')
            .replace(/\s/g, ''),
        );
      }),
      options,
    );
  });

  it.each<[string, InlineRun[], string]>([
    ['bold beside bold and italic', [b('one'), bi('two')], '**one*two***'],
    ['italic beside bold and italic', [i('one'), bi('two')], '*one**two***'],
    ['the same the other way round', [bi('one'), i('two')], '***one**two*'],
    ['bold beside italic', [b('one'), i('two')], '**one***two*'],
    ['italic between', [b('one'), bi('two'), i('three')], '**one**<!---->***two***<!---->*three*'],
    ['within a word', [t('un'), b('believ'), t('able')], 'un**believ**able'],
    ['before a letter', [b('注意：'), t('内容')], '**注意：**<!---->内容'],
    ['after a letter', [t('内容'), i('（注）'), t(' 。')], '内容<!---->*（注）* 。'],
    ['before a space', [b('Note:'), t(' text')], '**Note:** text'],
    ['around code', [t('x'), { form: 'code', text: 'y', bold: true }], 'x<!---->**`y`**'],
    ['around mathematics', [t('so '), { form: 'equation', text: 'x', bold: true }], 'so **$x$**'],
    [
      'around a person without a name',
      [{ form: 'marker', text: '[user 1f2e3d4c…]', italic: true }, t('!')],
      '*[user 1f2e3d4c…]*!',
    ],
    ['in a link', [{ ...b('a'), link: LINK }, { ...bi('b'), link: LINK }, t(' c')], `[**a*b***](${LINK}) c`],
    ['a link beside it', [b('a'), { ...t('b'), link: LINK }, i('c')], `**a**[b](${LINK})*c*`],
    ['a tilde at the edge', [{ form: 'text', text: '~5 min', strike: true }], '~~\\~5 min~~'],
  ])('is short: %s', (_, runs, printed) => {
    expect(printInline(runs)).toBe(printed);
  });
});

function t(words: string): InlineRun {
  return { form: 'text', text: words };
}
function b(words: string): InlineRun {
  return { form: 'text', text: words, bold: true };
}
function i(words: string): InlineRun {
  return { form: 'text', text: words, italic: true };
}
function bi(words: string): InlineRun {
  return { form: 'text', text: words, bold: true, italic: true };
}
