import { expect, it } from '@jest/globals';
import { readDate } from '../../../../src/notion/query/dates/date-value.js';

it.each([
  ['2026-03-04', '2026-03-04'],
  [' 2024-02-29 ', '2024-02-29'],
  ['2026-03-04T09:30', '2026-03-04T09:30:00'],
  ['2026-03-04T9:30', '2026-03-04T09:30:00'],
  ['2026-03-04T09:30:15.377824+01:00', '2026-03-04T09:30:15.377824+01:00'],
  ['2026-03-04T09:30:00Z', '2026-03-04T09:30:00Z'],
  ['2026-03-04 09:30 +02:00', '2026-03-04T09:30:00+02:00'],
  ['2026-03-04 09:30 +0530', '2026-03-04T09:30:00+05:30'],
  ['2026-03-04 09:30 UTC', '2026-03-04T09:30:00Z'],
  ['2026-01-15 18:45 (Asia/Tokyo)', '2026-01-15T18:45:00+09:00'],
  ['2026-01-15 18:45 (Europe/Madrid)', '2026-01-15T18:45:00+01:00'],
  ['2026-07-15 18:45 Europe/Madrid', '2026-07-15T18:45:00+02:00'],
  ['2026-07-15 18:45 -03:30 (America/St_Johns)', '2026-07-15T18:45:00-03:30'],
  // The clock shows this time twice, and skips the next one.
  ['2026-11-01 01:30 (America/New_York)', '2026-11-01T01:30:00-04:00'],
  ['2026-03-08 02:30 (America/New_York)', '2026-03-08T02:30:00-05:00'],
  ['one week ago', 'one_week_ago'],
  ['7 days ago', 'one_week_ago'],
  ['a month from now', 'one_month_from_now'],
  ['in 1 week', 'one_week_from_now'],
  ['in 1 day', 'tomorrow'],
  ['TODAY', 'today'],
  ['@Tomorrow', 'tomorrow'],
  ['May 3, 2027', '2027-05-03'],
  ['3 May 2027', '2027-05-03'],
  ['Mon, 3rd of May 2027', '2027-05-03'],
  ['sept. 9 2027', '2027-09-09'],
  ['2027/5/3', '2027-05-03'],
  ['20270503', '2027-05-03'],
  ['25.12.2027', '2027-12-25'],
  ['12/25/2027', '2027-12-25'],
  ['5.5.2027', '2027-05-05'],
  ['"2027-05-03"', '2027-05-03'],
  ['2027\u00a005\u00a003', '2027-05-03'],
])('reads %s', (written, start) => {
  expect(readDate(written)).toEqual({ start });
});

it.each([
  ['2027-02', '2027-02-01', '2027-02-28'],
  ['February 2028', '2028-02-01', '2028-02-29'],
  ['2027', '2027-01-01', '2027-12-31'],
  ['2027-Q2', '2027-04-01', '2027-06-30'],
  ['q4 2027', '2027-10-01', '2027-12-31'],
])('reads %s as the days from %s to %s', (written, start, end) => {
  expect(readDate(written)).toEqual({ start, end, isSpan: true });
});

it.each([
  ['2027-05-03 → 2027-05-07', '2027-05-03', '2027-05-07'],
  [
    '2027-05-03 22:15 (Asia/Kolkata) → 2027-05-04 06:00 (Asia/Kolkata)',
    '2027-05-03T22:15:00+05:30',
    '2027-05-04T06:00:00+05:30',
  ],
])('reads the range %s', (written, start, end) => {
  expect(readDate(written)).toEqual({ start, end });
});

it.each([
  '',
  '2026-02-29',
  '2026-13-01',
  '2026-13',
  '03.04.2026',
  '3/4/2026',
  '31 June 2026',
  'Ma 3, 2026',
  '2026-03-04T24:00',
  '2026-03-04T09:61',
  '2026-03-04 09:30 (Atlantis/Poseidonis)',
  '2026-03-04 → soon',
  'now',
  'in 3 days',
  'in one week ago',
  'one week',
  'this_week',
  '9'.repeat(5000),
])('does not take %j for a date', (written) => {
  expect(readDate(written)).toBeUndefined();
});
