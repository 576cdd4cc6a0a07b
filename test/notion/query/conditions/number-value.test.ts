import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNumber } from '../../../../src/notion/query/conditions/number-value.js';

it.each<[written: unknown, format: string | undefined, number: number]>([
  [7, undefined, 7],
  ['7', 'number', 7],
  ['1e3', 'number', 1000],
  ['3,400', 'number_with_commas', 3400],
  ['3,400.75', 'dollar', 3400.75],
  ['3.400,75', 'euro', 3400.75],
  ['3.400.000', 'euro', 3_400_000],
  ['3\u202f400,5', 'euro', 3400.5],
  ['3’400.5', 'franc', 3400.5],
  ['34,00,000', 'rupee', 3_400_000],
  ['0,125', 'number', 0.125],
  ['7,5', 'number', 7.5],
  ['−7', 'number', -7],
  ['€ 7', 'euro', 7],
  ['7 €', 'euro', 7],
  ['-$7.50', 'dollar', -7.5],
  ['CA$7.50', 'canadian_dollar', 7.5],
  ['7 kr', 'krona', 7],
  ['0.125 kr', 'krona', 0.125],
  ['€3.125', 'euro', 3.125],
  ['CHF 7', 'franc', 7],
  ['€7', 'number', 7],
  ['14.5%', 'percent', 0.145],
  ['14,5 %', 'percent', 0.145],
  ['-200 percent', undefined, -2],
  ['0.1%', 'percent', 0.001],
])('reads %j in a column of the format %s', (written, format, number) => {
  expect(readNumber(written, format)).toEqual({ number });
});

it.each([
  '',
  'seven',
  'x7',
  'Q3',
  'v2',
  '7 of 9',
  '7-9',
  '€7€',
  '1,2,3',
  '1.2.3',
  '%',
  '7%%',
  '1e999',
  '9'.repeat(400),
  {},
  [7],
])('does not read %j', (written) => {
  expect(readNumber(written, 'number')).toBeUndefined();
});

it.each([
  ['20%', 'number', '20 or 0.2'],
  ['3.400 €', 'euro', '3400 or 3.4,'],
  ['12.005 kr', undefined, '12005 or 12.005,'],
  ['$20', 'euro', 'not in that currency'],
  ['20 USD', 'yen', 'not in that currency'],
  ['€20', 'percent', 'not in that currency'],
])('asks what %j means in a column of the format %s', (written, format, advice) => {
  const reading = readNumber(written, format);
  expect(reading !== undefined && 'advice' in reading ? String(reading.advice) : reading).toContain(advice);
});

it('reads what a browser prints for a number, in any currency and as a percentage', () => {
  const currency = fc.constantFrom(
    'EUR',
    'USD',
    'GBP',
    'JPY',
    'CHF',
    'CAD',
    'SEK',
    'INR',
    'BRL',
    'PLN',
    'KRW',
  );
  const cents = fc.integer({ min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(cents, currency, (amount, code) => {
      const number = amount / 100;
      const printed = [
        new Intl.NumberFormat('en-US', { style: 'currency', currency: code, maximumFractionDigits: 2 }),
        new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }),
      ].map((format) => format.format(number));
      expect(printed.map((text) => readNumber(text, undefined))).toEqual([{ number }, { number }]);
      const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 4 });
      const hundredth = Number(`${amount}e-4`);
      expect(readNumber(percent.format(hundredth), 'percent')).toEqual({ number: hundredth });
    }),
  );
});
