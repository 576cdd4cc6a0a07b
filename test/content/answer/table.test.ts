import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderTable } from '../../../src/content/answer/table.js';

const roomy = { characters: 10_000 };

describe('renderTable', () => {
  it('prints a GitHub-flavoured table', () => {
    const table = renderTable(
      ['Task', 'Status'],
      [
        ['Ship', 'Done'],
        ['Rest', ''],
      ],
      roomy,
    );
    expect(table).toEqual({
      text: '| Task | Status |\n|---|---|\n| Ship | Done |\n| Rest |  |',
      rows: 2,
      droppedColumns: [],
      emptyColumns: [],
      cutCells: 0,
    });
  });

  it('keeps cells in their place whatever they hold', () => {
    const { text } = renderTable(['A|B', 'C'], [['x|y', 'one\n\n two\r\nthree\u2028four\tfive']], roomy);
    expect(text.split('\n')).toEqual([
      '| A\\|B | C |',
      '|---|---|',
      '| x\\|y | one<br>two<br>three<br>four five |',
    ]);
  });

  it('leaves out empty columns, but not the first', () => {
    const table = renderTable(
      ['Name', 'Empty', 'Full'],
      [
        ['', ' ', '1'],
        ['', '', '2'],
      ],
      roomy,
    );
    expect(table.text).toBe('| Name | Full |\n|---|---|\n|  | 1 |\n|  | 2 |');
    expect(table.emptyColumns).toEqual(['Empty']);
  });

  it('keeps all columns when there are no rows', () => {
    expect(renderTable(['A', 'B'], [], roomy).text).toBe('| A | B |\n|---|---|');
  });

  it('ends even when there is nothing to show and no room', () => {
    expect(renderTable([], [['x']], { characters: 0 }).droppedColumns).toEqual([]);
  });

  it('fills rows that are too short', () => {
    expect(renderTable(['A', 'B'], [['1'], ['2', 'x']], roomy).text).toContain('| 1 |  |');
  });

  it('cuts long cells between characters and counts them', () => {
    const table = renderTable(['A'], [['👩‍👩‍👧'.repeat(10)], ['short']], { characters: 500, cellCharacters: 20 });
    expect(table.text).toBe('| A |\n|---|\n| 👩‍👩‍👧👩‍👩‍👧… |\n| short |');
    expect(table.cutCells).toBe(1);
  });

  it('drops rows first', () => {
    const rows = Array.from({ length: 50 }, (_, index) => [`row ${index}`, 'x'.repeat(20)]);
    const table = renderTable(['A', 'B'], rows, { characters: 300 });
    expect(table.rows).toBe(8);
    expect(table.text.length).toBeLessThanOrEqual(300);
    expect(table.text.split('\n')).toHaveLength(10);
    expect(table.droppedColumns).toEqual([]);
  });

  it('then columns from the end', () => {
    const table = renderTable(['A', 'B', 'C'], [['a', 'b'.repeat(90), 'c'.repeat(90)]], { characters: 130 });
    expect(table).toMatchObject({ rows: 1, droppedColumns: ['C'], cutCells: 0 });
  });

  it('then the ends of the one row that is left', () => {
    const table = renderTable(
      ['A', 'B'],
      [
        ['a|'.repeat(90), 'b'],
        ['second', 'b'],
      ],
      { characters: 60 },
    );
    expect(table).toMatchObject({ rows: 1, droppedColumns: ['B'], cutCells: 1 });
    expect(table.text.length).toBeLessThanOrEqual(60);
    expect(table.text).toMatch(/…/);
  });

  it('is a well-formed table within its budget for any content', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 6 }), {
          maxLength: 8,
        }),
        fc.integer({ min: 0, max: 600 }),
        (columns, rows, characters) => {
          const table = renderTable(columns, rows, { characters, cellCharacters: 40 });
          const lines = table.text.split('\n');
          const bars = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
          expect(new Set(bars).size).toBe(1);
          expect(lines).toHaveLength(2 + table.rows);
          expect(table.rows >= Math.min(1, rows.length) && table.rows <= rows.length).toBe(true);
          if (table.rows > 1) {
            expect(table.text.length).toBeLessThanOrEqual(characters);
          }
          expect(table.text).not.toMatch(/\p{Cs}/u);
        },
      ),
    );
  });
});
