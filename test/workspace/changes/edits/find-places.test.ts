import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printInline } from '../../../../src/content/rich-text/inline.js';
import { editable, type EditableBlock } from '../../../../src/workspace/changes/edits/editable-blocks.js';
import { findPlaces } from '../../../../src/workspace/changes/edits/find-places.js';
import {
  isWithinWhole,
  sliceRuns,
  textOf,
  textRuns,
} from '../../../../src/workspace/changes/edits/text-runs.js';
import { paragraph, plainItem, richText } from './sample-text.js';

function blockOf(items: readonly object[], type = 'paragraph'): EditableBlock {
  const block = editable(paragraph(items, undefined, type), '');
  if (block === undefined) {
    throw new Error('A paragraph can be edited.');
  }
  return block;
}

const found = (blocks: readonly EditableBlock[], find: string): readonly (readonly string[])[] =>
  findPlaces(blocks, find).places.map((place) =>
    place.map(({ text, start, end }) => text.text.slice(start, end)),
  );

it('finds each stretch by what is printed of it, at the place where it is', () => {
  fc.assert(
    fc.property(richText, fc.nat(), fc.nat(), (items, one, other) => {
      const runs = textRuns(items);
      const text = textOf(runs);
      const [start = 0, end = 0] = [one % (text.length + 1), other % (text.length + 1)].toSorted(
        (a, b) => a - b,
      );
      fc.pre(
        !isWithinWhole(runs, start) && !isWithinWhole(runs, end) && isWord(text, start) && isWord(text, end),
      );
      const printed = printInline(sliceRuns(runs, start, end).map(({ shown }) => shown));
      fc.pre(text.slice(start, end).trim() !== '');
      const { places } = findPlaces([blockOf(items)], printed);
      const wanted = text.slice(start, end).trim();
      expect(places.map(([piece]) => text.slice(piece?.start, piece?.end).trim())).toContain(wanted);
    }),
  );
});

function isWord(text: string, at: number): boolean {
  return at === 0 || at === text.length || text[at] === ' ' || text[at - 1] === ' ';
}

const items = (content: string): readonly object[] => [plainItem(content)];

it.each([
  ['as it stands', 'Call 2 * 3 now', '2 * 3', '2 * 3'],
  ['as it is printed', 'Use *stars* here', String.raw`Use \*stars\* here`, 'Use *stars* here'],
  ['without its marks', 'Use stars here', '**stars** here', 'stars here'],
  ['with half of the marks', 'Use stars here', 'tars** here', 'tars here'],
  ['with the sign of a list', 'Buy milk', '- [ ] Buy milk', 'Buy milk'],
  ['with the sign of a heading', 'Plans', '## Plans', 'Plans'],
  ['with another kind of quotation mark', 'It’s “here” – now', 'It\'s "here" - now', 'It’s “here” – now'],
  ['with other spaces', 'Pier\u00a07', 'Pier 7', 'Pier\u00a07'],
  ['without the address of a link', 'See the docs.', 'the [docs](https://example.com/)', 'the docs'],
])('finds a text %s', (_name, stored, find, text) => {
  expect(found([blockOf(items(stored))], find)).toEqual([[text]]);
});

it('finds lines that stand in one block each, and no others', () => {
  const blocks = ['First line', 'Second', 'Third line'].map((line) => blockOf(items(line)));
  expect(found(blocks, 'line\nSecond\nThird')).toEqual([['line', 'Second', 'Third']]);
  expect(found(blocks, '- First line\n\n- Second')).toEqual([['First line', 'Second']]);
  expect(found(blocks, 'First line\nThird line')).toEqual([]);
  expect(found(blocks, 'First\nSecond')).toEqual([]);
});

it('chooses by marks among texts that read the same', () => {
  const plain = { type: 'text', text: { content: 'Launch and ' } };
  const bold = { type: 'text', text: { content: 'Launch' }, annotations: { bold: true } };
  const { places } = findPlaces([blockOf([plain, bold])], '**Launch**');
  expect(places.map(([piece]) => piece?.start)).toEqual([11]);
});

it('does not find a part of a mention or of a character', () => {
  const mention = {
    type: 'mention',
    mention: { type: 'user', user: { id: 'x', name: 'Ann Lee' } },
    plain_text: '@Ann Lee',
  };
  expect(findPlaces([blockOf([mention])], 'Ann')).toEqual({ places: [], cutMentions: expect.any(Number) });
  expect(found([blockOf(items('cafe\u0301'))], 'cafe')).toEqual([]);
  expect(found([blockOf([mention])], '@Ann Lee')).toEqual([['@Ann Lee']]);
});
