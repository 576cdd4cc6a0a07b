import { recordOf, stringOf } from '../../text/json.js';
import type { PropertySchema } from './property-types.js';

/** What stands before a number of this format: ISO 4217 codes where a sign would be that of several currencies. */
const CURRENCY_SIGNS: ReadonlyMap<string, string> = new Map([
  ['dollar', '$'],
  ['australian_dollar', 'A$'],
  ['canadian_dollar', 'CA$'],
  ['singapore_dollar', 'SGD '],
  ['hong_kong_dollar', 'HK$'],
  ['new_zealand_dollar', 'NZ$'],
  ['new_taiwan_dollar', 'NT$'],
  ['euro', '€'],
  ['pound', '£'],
  ['yen', '¥'],
  ['yuan', 'CN¥'],
  ['won', '₩'],
  ['rupee', '₹'],
  ['ruble', 'RUB '],
  ['real', 'R$'],
  ['lira', 'TRY '],
  ['rupiah', 'IDR '],
  ['franc', 'CHF '],
  ['krona', 'SEK '],
  ['norwegian_krone', 'NOK '],
  ['danish_krone', 'DKK '],
  ['zloty', 'PLN '],
  ['baht', 'THB '],
  ['forint', 'HUF '],
  ['koruna', 'CZK '],
  ['shekel', '₪'],
  ['rand', 'ZAR '],
  ['dirham', 'AED '],
  ['riyal', 'SAR '],
  ['ringgit', 'MYR '],
  ['leu', 'RON '],
  ['mexican_peso', 'MX$'],
  ['philippine_peso', '₱'],
  ['chilean_peso', 'CLP '],
  ['colombian_peso', 'COP '],
  ['argentine_peso', 'ARS '],
  ['uruguayan_peso', 'UYU '],
  ['peruvian_sol', 'PEN '],
]);
/** Currencies without a smaller unit. */
const WITHOUT_CENTS: ReadonlySet<string> = new Set(['yen', 'won', 'chilean_peso']);

/** Doubles carry hardly more; cutting here hides their noise, as in 0.1 + 0.2. */
const EXACT_DIGITS = 15;
/** Smaller numbers would lose digits: `Intl` prints at most 20 after the point. */
const MIN_GROUPED = 1e-5;

/** Digits after the point, at least, of an amount in a currency with cents. */
const CENT_DIGITS = 2;

/** By the digits after the point, at least. Made on first use: the first one takes a sixth of what a client waits for its first answer. */
const formats = new Map<number, Intl.NumberFormat>();

/**
 * A number as Notion shows it in a column of this format: `25.5%`, `€1,200.50`, `1,200.50`, `-$3.00`. Unlike Notion it never
 * rounds to cents: what is printed is to mean the same when it comes back as the value of a condition.
 */
export function formatNumber(number: number, format = ''): string {
  const exact = withoutNoise(number);
  if (format === 'percent') {
    return `${digits(withoutNoise(exact * 100))}%`;
  }
  if (format === 'number_with_commas') {
    return digits(exact);
  }
  const sign = CURRENCY_SIGNS.get(format);
  if (sign === undefined) {
    return String(exact);
  }
  const amount = digits(Math.abs(exact), WITHOUT_CENTS.has(format) ? 0 : CENT_DIGITS);
  return `${exact < 0 ? '-' : ''}${sign}${amount}`;
}

function withoutNoise(number: number): number {
  return Number.isInteger(number) ? number : Number(number.toPrecision(EXACT_DIGITS));
}

function digits(number: number, minimumFractionDigits = 0): string {
  const isTiny = number !== 0 && Math.abs(number) < MIN_GROUPED;
  if (isTiny || !Number.isFinite(number)) {
    return String(number);
  }
  const format =
    formats.get(minimumFractionDigits) ??
    new Intl.NumberFormat('en-US', { minimumFractionDigits, maximumFractionDigits: 20 });
  formats.set(minimumFractionDigits, format);
  // Adding nothing makes -0 a 0.
  return format.format(number + 0);
}

/**
 * The format of a column's numbers, as far as the column itself says: Notion's API gives the format of number columns, but
 * not of formulas, and a rollup's share of checked or filled rows is always a percentage.
 */
export function numberFormatOf(column: PropertySchema): string | undefined {
  const settings = recordOf(column[column.type]);
  if (column.type === 'number') {
    return stringOf(settings['format']);
  }
  return column.type === 'rollup' && stringOf(settings['function']).startsWith('percent')
    ? 'percent'
    : undefined;
}
