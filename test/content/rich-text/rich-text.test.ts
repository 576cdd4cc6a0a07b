import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Names } from '../../../src/content/names.js';
import { noNames } from '../../../src/content/names.js';
import { loosePlainText, renderRichText } from '../../../src/content/rich-text/rich-text.js';
import { equation, mention, text } from '../blocks/block-objects.js';

const page = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const pageAddress = 'https://app.notion.com/p/1f2e3d4c5b6a49788a6b5c4d3e2f1a0b';
const names: Names = {
  title: (id) => (id === page ? 'Deploy guide' : undefined),
  user: (id) => (id === 'u1' ? 'Ada Sample' : undefined),
};

describe('renderRichText', () => {
  it.each<[string, unknown[], string]>([
    ['bold', [text('now', { bold: true })], '**now**'],
    ['italic', [text('now', { italic: true })], '*now*'],
    ['struck', [text('now', { strikethrough: true })], '~~now~~'],
    ['code', [text('a*b', { code: true })], '`a*b`'],
    ['code with backticks', [text('`x`', { code: true })], '`` `x` ``'],
    ['underline and colour', [text('now', { underline: true, color: 'red' })], 'now'],
    ['bold with spaces inside', [text('a'), text(' b ', { bold: true }), text('c')], 'a **b** c'],
    [
      'bold around italic',
      [text('a ', { bold: true }), text('b', { bold: true, italic: true })],
      '**a *b***',
    ],
    ['bold over a line break', [text('a\n\nb', { bold: true })], '**a**\n\n**b**'],
    ['split text of one style', [text('sna', { bold: true }), text('ke', { bold: true })], '**snake**'],
    ['link', [text('guide', {}, 'https://example.com/a b(c')], '[guide](https://example.com/a%20b%28c)'],
    ['balanced link', [text('x', {}, 'https://e.org/w_(y)')], '[x](https://e.org/w_(y))'],
    ['link that is its text', [text('https://e.org/a_b_', {}, 'https://e.org/a_b_')], 'https://e.org/a_b_'],
    ['link inside Notion', [text('here', {}, '/1f2e3d4c5b6a49788a6b5c4d3e2f1a0b')], `[here](${pageAddress})`],
    ['equation', [text('so '), equation('e=mc^2')], 'so $e=mc^2$'],
    ['known page', [mention('page', { id: page }, 'Untitled')], `[Deploy guide](${pageAddress})`],
    [
      'page with its title',
      [mention('page', { id: page }, 'On-call [1]')],
      `[On-call \\[1\\]](${pageAddress})`,
    ],
    ['user', [mention('user', { id: 'u2', name: 'Bo Example' }, '@Bo Example')], '@Bo Example'],
    ['user known by id', [mention('user', { id: 'u1' }, '@Anonymous')], '@Ada Sample'],
    ['unknown user', [mention('user', { id: 'abcdef12-0000' }, '')], '[user abcdef12…]'],
    ['date', [mention('date', { start: '2026-10-01', end: null }, '2026-10-01')], '2026-10-01'],
    [
      'date with time',
      [mention('date', { start: '2026-03-04T09:30:00.000+02:00', end: null, time_zone: null }, '')],
      '2026-03-04 09:30 +02:00',
    ],
    [
      'date range with zone',
      [mention('date', { start: '2026-03-04T09:30:00', end: '2026-03-05', time_zone: 'Europe/Berlin' }, '')],
      '2026-03-04 09:30 (Europe/Berlin) → 2026-03-05',
    ],
    [
      'link mention',
      [mention('link_mention', { href: 'https://e.org', title: 'An Example' }, 'https://e.org')],
      '[An Example](https://e.org)',
    ],
    [
      'link preview',
      [mention('link_preview', { url: 'https://e.org/1' }, 'https://e.org/1')],
      'https://e.org/1',
    ],
    [
      'template mention',
      [mention('template_mention', { type: 'template_mention_date' }, '@Today')],
      '@Today',
    ],
    ['custom emoji', [mention('custom_emoji', { id: 'e', name: 'ship_it' }, ':ship_it:')], ':ship_it:'],
    ['future mention', [mention('planet', { id: 'p' }, '')], '[planet mention]'],
  ])('%s', (_, items, expected) => {
    expect(renderRichText(items, names)).toBe(expected);
  });

  it('prints a page nobody knows with the beginning of its id and its address', () => {
    expect(renderRichText([mention('page', { id: page }, '')], noNames)).toBe(
      `[page 1f2e3d4c…](${pageAddress})`,
    );
  });

  it.each([
    [
      'https://good.example',
      'https://evil.example/x',
      'https://good.example (leads to https://evil.example/x)',
    ],
    ['good.example/login', 'https://evil.example', 'good.example/login (leads to https://evil.example)'],
    ['click', 'javascript:alert(1)', 'click (javascript: link omitted)'],
    ['click', 'java\u200bscript:alert(1)', 'click (javascript: link omitted)'],
    [
      'good.example',
      'https://good.example@evil.example',
      'good.example (leads to https://good.example@evil.example)',
    ],
    ['mail', 'mailto:ada@example.com', '[mail](mailto:ada@example.com)'],
    [
      'report',
      'https://prod-files-secure.s3.us-west-2.amazonaws.com/a/b/report.pdf?X-Amz-Signature=1',
      'report (file kept in Notion; open the page)',
    ],
  ])('shows where a link with the text %s leads', (label, url, expected) => {
    expect(renderRichText([text(label, {}, url)], noNames)).toBe(expected);
  });

  it('joins neighbours without making a link or an image of them', () => {
    expect(renderRichText([text('[a]', { bold: false }), text('(b)', { bold: true })], noNames)).toBe(
      '[a]**(b)**',
    );
    expect(renderRichText([mention('user', { id: 'abcdefgh' }, ''), text('(x)')], noNames)).toBe(
      '[user abcdefgh…]\\(x)',
    );
    expect(renderRichText([text('look!'), text('a', {}, 'https://e.org')], noNames)).toBe(
      'look\\![a](https://e.org)',
    );
  });

  it('never throws, whatever the wire holds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.object({ key: keys, maxDepth: 4 })), (one, items) => {
        expect(typeof renderRichText(one, noNames)).toBe('string');
        expect(typeof renderRichText(items, noNames)).toBe('string');
        expect(typeof loosePlainText(items)).toBe('string');
      }),
    );
  });
});

const keys = fc.constantFrom(
  'type',
  'mention',
  'text',
  'user',
  'date',
  'annotations',
  'plain_text',
  'link',
  'url',
);
