import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsOfRows } from '../../../../src/content/markdown/compose/printed-rows.js';

it.each<[string, readonly (readonly string[])[]]>([
  ['| a | b |', [['a', 'b']]],
  ['|a|b|', [['a', 'b']]],
  ['|  | b |', [['', 'b']]],
  [
    '  | a | b |\n| --- | :-: |\n| c | d |\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [String.raw`| a \| b | c |`, [[String.raw`a \| b`, 'c']]],
])('reads %j', (text, rows) => {
  expect(cellsOfRows(text)).toEqual(rows);
});

it.each(['a | b', '| a', '| a | b', '', '|', '| a |\ntext', '|---|---|'])('%j is no row', (text) => {
  expect(cellsOfRows(text)).toBeUndefined();
});

it('has the cells that were printed, whatever signs are in them', () => {
  const cell = fc
    .string({ maxLength: 20 })
    .map((text) => text.replaceAll(/\s/g, '').replaceAll(/[\\|]/g, String.raw`\$&`));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      fc.pre(!cells.every((each) => /^:?-+:?$/.test(each)));
      expect(cellsOfRows(`| ${cells.join(' | ')} |`)).toEqual([cells]);
    }),
  );
});
