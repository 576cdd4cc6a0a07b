import { describe, expect, it } from '@jest/globals';
import { printTable } from '../../../src/content/print/print-table.js';

const table = (rows: readonly (readonly string[])[]) =>
  printTable({ kind: 'table', headerRow: true, headerColumn: false, rows, children: [] });

describe('a table whose rows differ in length', () => {
  it('is filled up with empty cells', () => {
    expect(table([['a', 'b'], ['c']])).toEqual({
      open: ['| a | b |', '| --- | --- |'],
      body: ['| c |  |'],
    });
  });

  it('keeps short rows short when there would be many times as many cells', () => {
    const wide = Array.from({ length: 1_000 }, (_, at) => String(at));
    const { body } = table([['head'], wide, ...wide.map((cell) => [cell])]);
    expect(body.at(-1)).toBe('| 999 |');
    expect(body[0]?.split(' | ')).toHaveLength(1_000);
  });
});
