import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  plainRichText,
  richTextOf,
  type RichTextElement,
} from '../../../../src/content/markdown/compose/rich-text-elements.js';
import { printInline, type InlineRun } from '../../../../src/content/rich-text/inline.js';
import { sampleRun } from './sample-runs.js';

const PAGE = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const DASHED = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

const text = (content: string, rest: object = {}): RichTextElement => ({
  type: 'text',
  text: { content },
  ...rest,
});

describe('rich text of our dialect', () => {
  it.each<[string, readonly RichTextElement[]]>([
    ['plain', [text('plain')]],
    ['a **b** c', [text('a '), text('b', { annotations: { bold: true } }), text(' c')]],
    [
      '*i* ~~s~~',
      [
        text('i', { annotations: { italic: true } }),
        text(' '),
        text('s', { annotations: { strikethrough: true } }),
      ],
    ],
    [
      'a <u>b *c*</u> <span color="red_bg">d <span underline="true">e</span></span>',
      [
        text('a '),
        text('b ', { annotations: { underline: true } }),
        text('c', { annotations: { italic: true, underline: true } }),
        text(' '),
        text('d ', { annotations: { color: 'red_background' } }),
        text('e', { annotations: { underline: true, color: 'red_background' } }),
      ],
    ],
    [
      '<u>[run](https://example.com/a)</u>',
      [
        {
          type: 'text',
          text: { content: 'run', link: { url: 'https://example.com/a' } },
          annotations: { underline: true },
        },
      ],
    ],
    ['<u>never closed, <span color="mauve">no colour</span></u', [text('never closed, no colour</u')]],
    ['</u>a</span> <span>b</span>', [text('a b')]],
    ['`a_b`', [text('a_b', { annotations: { code: true } })]],
    ['5 \\* 3, snake_case, C:\\Users', [text('5 * 3, snake_case, C:\\Users')]],
    ['$5 and $6', [text('$5 and $6')]],
    ['$5 for $x^2$', [text('$5 for '), { type: 'equation', equation: { expression: 'x^2' } }]],
    [
      '[overview.md](https://example.com/a)',
      [{ type: 'text', text: { content: 'overview.md', link: { url: 'https://example.com/a' } } }],
    ],
    [
      'see https://example.com/a.',
      [
        text('see '),
        { type: 'text', text: { content: 'https://example.com/a', link: { url: 'https://example.com/a' } } },
        text('.'),
      ],
    ],
    ['[run](javascript:alert)', [text('run (javascript:alert)')]],
    ['[here](#below)', [text('here (#below)')]],
    [
      `<mention-page url="https://app.notion.com/p/${PAGE}"/>`,
      [{ type: 'mention', mention: { page: { id: DASHED } } }],
    ],
    [
      `by <mention-user url="user://${DASHED}">Ann</mention-user>`,
      [text('by '), { type: 'mention', mention: { user: { id: DASHED } } }],
    ],
    ['<mention-date start="2026-10-09"/>', [{ type: 'mention', mention: { date: { start: '2026-10-09' } } }]],
    ['<mention-date start="2026-10-09" end="2026-10-08"/>', [text('2026-10-09 → 2026-10-08')]],
    ['a<br>b', [text('a\nb')]],
    ['x < y && y > z', [text('x < y && y > z')]],
  ])('reads %j', (dialect, elements) => {
    expect(richTextOf(dialect)).toEqual(elements);
  });

  it('reads what is printed: each character in its style', () => {
    fc.assert(
      fc.property(fc.array(sampleRun, { maxLength: 6 }), (runs) => {
        expect(charactersOf(richTextOf(printInline(runs)))).toEqual(charactersOf(runs.flatMap(elementOf)));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every text to the letter, in elements that Notion takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (written) => {
        const contents = plainRichText(written).map((element) =>
          element.type === 'text' ? element.text.content : '',
        );
        expect(contents.join('')).toBe(written);
        expect(contents.every(({ length }) => length <= 2000)).toBe(true);
      }),
    );
  });

  it('cuts no emoji', () => {
    const family = '👨‍👩‍👧‍👦';
    const flags = '🇩🇪';
    for (const unit of [family, flags, 'e\u0301', '🏴󠁧󠁢󠁷󠁬󠁳󠁿']) {
      for (const shift of ['', 'a', 'ab']) {
        const pieces = plainRichText(shift + unit.repeat(30_000 / unit.length)).map((element) =>
          element.type === 'text' ? element.text.content : '',
        );
        expect(pieces.slice(1).every((piece) => piece.startsWith(unit))).toBe(true);
      }
    }
  });
});

function elementOf({ form, text: content, bold, italic, strike, link }: InlineRun): RichTextElement[] {
  const annotations = {
    ...(bold === true ? { bold } : {}),
    ...(italic === true ? { italic } : {}),
    ...(strike === true ? { strikethrough: strike } : {}),
    ...(form === 'code' ? { code: true as const } : {}),
  };
  return form === 'equation'
    ? [{ type: 'equation', equation: { expression: content }, annotations }]
    : [
        {
          type: 'text',
          text: { content, ...(link === undefined ? {} : { link: { url: link } }) },
          annotations,
        },
      ];
}

/** Each character with its marks; white space shows none but code and links. */
function charactersOf(elements: readonly RichTextElement[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.type !== 'text') {
      return [JSON.stringify(element.type === 'equation' ? element.equation : element.mention)];
    }
    const { content, link } = element.text;
    const { bold, italic, strikethrough, code } = element.annotations ?? {};
    return Array.from(content, (character) =>
      /\s/.test(character) && code !== true
        ? character
        : [character, bold === true, italic === true, strikethrough === true, code === true, link?.url].join(
            ' ',
          ),
    );
  });
}

describe('an address that Notion takes no link to', () => {
  it('stands beside its text once, in however many styles the text is', () => {
    const address = 'u'.repeat(1000);
    const [last] = richTextOf(`[${'*a*b'.repeat(100)}](${address})`).slice(-1);
    const text = richTextOf(`[${'*a*b'.repeat(100)}](${address})`)
      .map((element) => (element.type === 'text' ? element.text.content : ''))
      .join('');
    expect(text).toBe(`${'ab'.repeat(100)} (${address})`);
    expect(last).toMatchObject({ text: { content: `b (${address})` } });
  });
});
