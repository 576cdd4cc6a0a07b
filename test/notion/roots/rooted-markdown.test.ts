import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { idsInMarkdown, keepMarkdown } from '../../../src/notion/roots/rooted-markdown.js';

const INSIDE = '11111111-1111-4111-8111-111111111111';
const OUTSIDE = '22222222-2222-4222-8222-222222222222';
const url = (id: string): string => `https://app.notion.com/p/${id.replaceAll('-', '')}`;
const keep = (markdown: string): string | undefined => keepMarkdown(markdown, (id) => id === INSIDE);

describe('text of the markdown endpoint', () => {
  it.each([
    [
      'a mention',
      `See <mention-page url="${url(OUTSIDE)}">Secret</mention-page>.`,
      'See (outside your allowed pages).',
    ],
    ['one without a title', `<mention-page url="${url(OUTSIDE)}"/> on`, '(outside your allowed pages) on'],
    [
      'one that has no end',
      `<mention-page url="${url(OUTSIDE)}">Secret\nnext`,
      '(outside your allowed pages)\nnext',
    ],
    [
      'one that cannot be read',
      `<page url="${url(OUTSIDE)} Secret\nnext`,
      '(outside your allowed pages)\nnext',
    ],
    [
      'one with a bracket in its title',
      `<page url="${url(OUTSIDE)}">Se<b>cret</page>!`,
      '(outside your allowed pages)!',
    ],
    ['one without an address', '<page>Secret</page>', '(outside your allowed pages)'],
    [
      'a database inside with a source outside',
      `<database url="${url(INSIDE)}" data-source-url="collection://${OUTSIDE}">Secret</database>`,
      '(outside your allowed pages)',
    ],
    ['a link', `[words](${url(OUTSIDE)})`, '[words](about:blank)'],
    [
      'a mention after a backslash that is text',
      String.raw`\\<page url="${url(OUTSIDE)}">Secret</page>`,
      String.raw`\\(outside your allowed pages)`,
    ],
  ])('loses %s', (_, markdown, expected) => {
    expect(keep(markdown)).toBe(expected);
  });

  it.each([
    `<mention-page url="${url(INSIDE)}">Plan</mention-page>`,
    `<mention-user url="user://${OUTSIDE}"/> <mention-date start="2026-11-29"/>`,
    `[words](https://example.com/${OUTSIDE})`,
    String.raw`\<page in text`,
    `<synced_block_reference url="${url(INSIDE)}#1">\n\tplan\n</synced_block_reference>`,
  ])('keeps %s', (markdown) => {
    expect(keep(markdown)).toBe(markdown);
  });

  it('has to be read otherwise where it shows parts of other pages', () => {
    expect(keep(`a\n\t<synced_block_reference url="${url(OUTSIDE)}#1">\nb`)).toBeUndefined();
    expect(keep('<synced_block_reference>\nb')).toBeUndefined();
  });

  it('names its ids once', () => {
    const text = `<page url="${url(INSIDE)}">a</page> [b](${url(INSIDE)}) <page url="${url(OUTSIDE)}"/>`;
    expect(idsInMarkdown(text)).toEqual([INSIDE, OUTSIDE]);
  });

  it('never shows the title of what is outside, whatever stands around it', () => {
    const noise = fc.stringMatching(/^[a-z<>"\\ /\n=-]{0,12}$/);
    fc.assert(
      fc.property(
        noise,
        noise,
        fc.constantFrom('page', 'database', 'mention-page'),
        (before, after, name) => {
          const prefix = before.endsWith('\\') ? `${before} ` : before;
          const text = `${prefix}\n<${name} url="${url(OUTSIDE)}">Secret</${name}>${after}`;
          expect(keep(text) ?? '').not.toContain('Secret');
        },
      ),
    );
  });
});
