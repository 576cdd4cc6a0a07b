import { describe, expect, it } from '@jest/globals';
import { dateCondition } from '../../../src/sandbox/query/date-condition.js';

// A Wednesday.
const now = new Date('2026-03-11T15:30:00Z');

function fits(operator: string, operand: unknown, start: string | null): boolean {
  const test = dateCondition({ operator, operand, path: 'filter.date' }, now);
  return test({ type: 'date', date: start === null ? null : { start } });
}

describe('dateCondition', () => {
  it.each([
    [
      'equals',
      '2026-03-11',
      ['2026-03-11', '2026-03-11T23:59:00Z', '2026-03-12T00:30:00+01:00'],
      ['2026-03-12', null],
    ],
    ['equals', '2026-03-11T10:00:00Z', ['2026-03-11T12:00:20+02:00', '2026-03-11'], ['2026-03-11T10:01:00Z']],
    ['before', '2026-03-11', ['2026-03-10', '2026-03-10T23:59:00Z'], ['2026-03-11', null]],
    ['after', '2026-03-11', ['2026-03-12'], ['2026-03-11', '2026-03-11T23:00:00Z', null]],
    ['on_or_before', '2026-03-11', ['2026-03-11', '2026-03-01'], ['2026-03-12']],
    ['on_or_after', '2026-03-11T10:00:00Z', ['2026-03-11T10:00:00Z', '2026-03-11'], ['2026-03-11T09:59:00Z']],
    ['equals', 'today', ['2026-03-11'], ['2026-03-10']],
    ['equals', 'yesterday', ['2026-03-10'], ['2026-03-11']],
    ['equals', 'tomorrow', ['2026-03-12'], ['2026-03-11']],
    ['on_or_after', 'one_week_ago', ['2026-03-04'], ['2026-03-03']],
    ['on_or_before', 'one_week_from_now', ['2026-03-18'], ['2026-03-19']],
    ['equals', 'one_month_ago', ['2026-02-11'], ['2026-02-10']],
    ['equals', 'one_month_from_now', ['2026-04-11'], ['2026-04-12']],
    ['this_week', {}, ['2026-03-08', '2026-03-14'], ['2026-03-07', '2026-03-15', null]],
    ['past_week', {}, ['2026-03-04', '2026-03-11'], ['2026-03-03', '2026-03-12']],
    ['past_month', {}, ['2026-02-11'], ['2026-02-10']],
    ['past_year', {}, ['2025-03-11'], ['2025-03-10']],
    ['next_week', {}, ['2026-03-11', '2026-03-18'], ['2026-03-19', '2026-03-10']],
    ['next_month', {}, ['2026-04-11'], ['2026-04-12']],
    ['next_year', {}, ['2027-03-11'], ['2027-03-12', null]],
  ] as const)('%s %p', (operator, operand, inside, outside) => {
    expect(inside.filter((start) => !fits(operator, operand, start))).toEqual([]);
    expect(outside.filter((start) => fits(operator, operand, start))).toEqual([]);
  });
});
