import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addNumber, figureText, numberIn, type Figures } from '../../../src/notion/query/figures.js';

const figuresOf = (numbers: readonly number[]): Figures | undefined =>
  numbers.reduce<Figures | undefined>(addNumber, undefined);

describe('numberIn', () => {
  it.each([
    [{ type: 'number', number: 0 }, 0],
    [{ type: 'number', number: null }, 'empty'],
    [{ type: 'formula', formula: { type: 'number', number: 2.5 } }, 2.5],
    [{ type: 'formula', formula: { type: 'number', number: null } }, 'empty'],
    [{ type: 'formula', formula: { type: 'string', string: 'late' } }, 'no number'],
    [{ type: 'formula', formula: { type: 'string', string: '' } }, 'empty'],
    [{ type: 'formula', formula: { type: 'unsupported', unsupported: {} } }, 'not computed'],
    [{ type: 'rollup', rollup: { type: 'number', number: 7, function: 'sum' } }, 7],
    [{ type: 'rollup', rollup: { type: 'array', array: [], function: 'show_original' } }, 'no number'],
    [undefined, 'empty'],
  ])('%j', (value, number) => {
    expect(numberIn(value)).toBe(number);
  });
});

describe('figureText', () => {
  it.each([
    [[1, 2, 4], 'average', '2.33333'],
    [[0.1, 0.2], 'sum', '0.3'],
    [[1234567.25, 1234568], 'average', '1234567.63'],
    [[0.00001234, 0.00001234], 'average', '0.00001234'],
    [[3, -8, 5], 'min', '-8'],
    [[3, -8, 5], 'max', '5'],
    [[], 'sum', '0'],
    [[], 'average', ''],
    [[], 'max', ''],
  ] as const)('of %j the %s is %s', (numbers, wanted, text) => {
    expect(figureText(figuresOf(numbers), wanted)).toBe(text);
  });

  it.each([
    [[0.2, 0.35], 'average', 'percent', '27.5%'],
    [[19.99, 1980], 'sum', 'dollar', '$1,999.99'],
    [[], 'sum', 'yen', '¥0'],
    [[], 'average', 'percent', ''],
    [[-1200, 7], 'min', 'number_with_commas', '-1,200'],
  ] as const)('of %j the %s in the format of the column', (numbers, wanted, format, text) => {
    expect(figureText(figuresOf(numbers), wanted, format)).toBe(text);
  });

  it('gives what the plain arithmetic gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (numbers) => {
        const figures = figuresOf(numbers);
        expect(Number(figureText(figures, 'sum'))).toBe(numbers.reduce((sum, number) => sum + number, 0));
        expect(Number(figureText(figures, 'min'))).toBe(Math.min(...numbers));
        expect(Number(figureText(figures, 'max'))).toBe(Math.max(...numbers));
        expect(figures?.values).toBe(numbers.length);
      }),
    );
  });
});
