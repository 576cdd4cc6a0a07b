import { expect, it } from '@jest/globals';
import { parseDateValue } from '../../../../src/notion/query/conditions/date-value.js';

it.each([
  ['2026-03-04', '2026-03-04'],
  [' 2024-02-29 ', '2024-02-29'],
  ['2026-03-04T09:30', '2026-03-04T09:30:00'],
  ['2026-03-04T09:30:15.377824+01:00', '2026-03-04T09:30:15.377824+01:00'],
  ['2026-03-04T09:30:00Z', '2026-03-04T09:30:00Z'],
  ['2026-03-04 09:30 +02:00', '2026-03-04T09:30:00+02:00'],
  ['2026-03-04 09:30 +0530', '2026-03-04T09:30:00+05:30'],
  ['2026-03-04 09:30 UTC', '2026-03-04T09:30:00Z'],
  ['one week ago', 'one_week_ago'],
  ['TODAY', 'today'],
])('reads %s', (written, sent) => {
  expect(parseDateValue(written)).toBe(sent);
});

it.each([
  '',
  '2026',
  '2026-03',
  '2026-02-29',
  '2026-13-01',
  '04.03.2026',
  '2026-03-04T24:00',
  '2026-03-04T09:61',
  'now',
  'this_week',
])('does not take %j for a date', (written) => {
  expect(parseDateValue(written)).toBeUndefined();
});
