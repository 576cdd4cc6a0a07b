import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatNumber, numberFormatOf } from '../../../src/content/properties/number-format.js';

/** All formats of the API; the last one is not known yet. */
const FORMATS = [
  'number number_with_commas percent dollar australian_dollar canadian_dollar singapore_dollar euro pound yen',
  'ruble rupee won yuan real lira rupiah franc hong_kong_dollar new_zealand_dollar krona norwegian_krone',
  'mexican_peso rand new_taiwan_dollar danish_krone zloty baht forint koruna shekel chilean_peso',
  'philippine_peso dirham colombian_peso riyal ringgit leu argentine_peso uruguayan_peso peruvian_sol doubloon',
].flatMap((line) => line.split(' '));

/** Reads a printed number as people do: no sign of a currency, no commas, hundredths for a percentage. */
function read(text: string): number {
  const [digits, exponent = '0'] = text.replace(/[^\d.e+-]/g, '').split('e');
  return Number(`${digits}e${Number(exponent) - (text.endsWith('%') ? 2 : 0)}`);
}

describe('formatNumber', () => {
  it.each<[number, string | undefined, string]>([
    [0.125, 'percent', '12.5%'],
    [0.29, 'percent', '29%'],
    [-0.07, 'percent', '-7%'],
    [12.5, 'percent', '1,250%'],
    [1e-9, 'percent', '1e-7%'],
    [9876543.25, 'number_with_commas', '9,876,543.25'],
    [98765432109876540000, 'number_with_commas', '98,765,432,109,876,540,000'],
    [0.1 + 0.2, 'number_with_commas', '0.3'],
    [2500, 'euro', '€2,500.00'],
    [2500.5, 'euro', '€2,500.50'],
    [0.0625, 'dollar', '$0.0625'],
    [-3, 'dollar', '-$3.00'],
    [-0, 'dollar', '$0.00'],
    [9_800, 'yen', '¥9,800'],
    [9_800.5, 'yen', '¥9,800.5'],
    [1e21, 'won', '₩1,000,000,000,000,000,000,000'],
    [42.1, 'krona', 'SEK 42.10'],
    [-42, 'canadian_dollar', '-CA$42.00'],
    [1234.5, 'number', '1234.5'],
    [1234.5, undefined, '1234.5'],
    [1234.5, 'doubloon', '1234.5'],
    [2e21, 'number', '2e+21'],
  ])('prints %d as %s', (number, format, text) => {
    expect(formatNumber(number, format)).toBe(text);
  });

  it.each(FORMATS)('prints what can be read back, as %s', (format) => {
    const cents = fc.integer({ min: -1e12, max: 1e12 }).map((number) => number / 100);
    const fraction = fc
      .double({ min: 1e-12, max: 1e6, noNaN: true })
      .map((number) => Number(number.toPrecision(12)));
    fc.assert(
      fc.property(fc.oneof(cents, fraction, fc.integer({ min: -1e13, max: 1e13 })), (number) => {
        expect(read(formatNumber(number, format))).toBe(number + 0);
      }),
    );
  });
});

describe('numberFormatOf', () => {
  const column = { id: 'x', name: 'X' };
  it.each([
    [{ ...column, type: 'number', number: { format: 'baht' } }, 'baht'],
    [{ ...column, type: 'rollup', rollup: { function: 'percent_checked' } }, 'percent'],
    [{ ...column, type: 'rollup', rollup: { function: 'sum' } }, undefined],
    [{ ...column, type: 'formula', formula: { expression: 'x' } }, undefined],
  ])('%j', (schema, format) => {
    expect(numberFormatOf(schema)).toBe(format);
  });
});
