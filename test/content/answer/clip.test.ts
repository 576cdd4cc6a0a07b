import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clipRichText, clipText, fairLength, richTextLength } from '../../../src/content/answer/clip.js';
import { noNames } from '../../../src/content/names.js';
import { renderPropertyValue } from '../../../src/content/properties/property-value.js';
import { renderRichText } from '../../../src/content/rich-text/rich-text.js';

const text = (content: string, bold = false): object => ({
  type: 'text',
  text: { content, link: null },
  annotations: { bold },
  plain_text: content,
});
const mention = {
  type: 'mention',
  mention: { type: 'user', user: { id: '1f2e3d4c' } },
  plain_text: '@Somebody',
};

test('a text that is short enough stays as it is', () => {
  const items = [text('one '), mention, text('two')];
  expect(clipRichText(items, 100)).toEqual(items);
  expect(clipRichText(items, Infinity)).toEqual(items);
});

test('what nobody sees counts as it was written, and is not read to be counted', () => {
  const hidden = '\u202e'.repeat(10);
  expect(richTextLength([text(hidden), text('abc')])).toBe(13);
  expect(renderRichText(clipRichText([text(`a${hidden}`), text('bcd')], 12), noNames)).toBe('ab…');
  expect(renderPropertyValue({ type: 'string', string: `${hidden}abc` }, noNames, { longest: 11 })).toBe(
    'a…',
  );
});

test('a text that is too long ends where its characters are used up', () => {
  expect(renderRichText(clipRichText([text('abc'), text('defgh', true), text('ij')], 5), noNames)).toBe(
    'abc**de…**',
  );
});

test('of a mention or an equation no part is shown', () => {
  expect(renderRichText(clipRichText([text('abc'), mention], 5), noNames)).toBe('abc…');
  const equation = { type: 'equation', equation: { expression: 'x^2+y^2' }, plain_text: 'x^2+y^2' };
  expect(renderRichText(clipRichText([text('abc'), equation], 5), noNames)).toBe('abc…');
});

test('of no characters the mentions remain', () => {
  expect(clipRichText([text('abc'), mention, text('de')], 0)).toEqual([mention]);
});

test('no half of a character is left', () => {
  expect(clipText('a😀b', 2)).toBe('a…');
});

test('a property is rendered no further than it is shown', () => {
  const value = { type: 'rich_text', rich_text: [text('*'.repeat(100_000))] };
  expect(renderPropertyValue(value, noNames, { longest: 600 }).length).toBeLessThan(1300);
  const formula = { type: 'formula', formula: { type: 'string', string: '*'.repeat(100_000) } };
  expect(renderPropertyValue(formula, noNames, { longest: 600 }).length).toBeLessThan(1300);
});

test('texts that share a room keep to it, and short ones stay whole', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 100_000 })), fc.nat({ max: 100_000 }), (lengths, total) => {
      const longest = fairLength(lengths, total);
      const used = lengths.reduce((sum, length) => sum + Math.min(length, longest), 0);
      const given = lengths.reduce((sum, length) => sum + length, 0);
      expect(used).toBeLessThanOrEqual(Math.min(total, given));
      expect(used).toBeGreaterThan(Math.min(total, given) - Math.max(1, lengths.length));
    }),
  );
});

test('whatever rich text looks like, its length and its beginning can be told', () => {
  fc.assert(
    fc.property(fc.anything(), fc.nat({ max: 50 }), (items, most) => {
      expect(richTextLength(clipRichText(items, most + 1))).toBeLessThanOrEqual(most + 2);
    }),
  );
});
