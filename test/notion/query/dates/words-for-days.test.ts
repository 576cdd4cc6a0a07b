import { describe, expect, it } from '@jest/globals';
import { planConditions } from '../../../../src/notion/query/plan.js';
import { buildFilter } from '../../../../src/notion/query/conditions/filter.js';
import { planFilter } from '../../../../src/notion/query/plan-filter.js';
import { InputError } from '../../../../src/errors.js';
import type { Schema } from '../../../../src/content/properties/property-types.js';

const schema: Schema = { Due: { id: 'due', name: 'Due', type: 'date', date: {} } };
/** A Monday evening in London; already Tuesday in Tokyo. */
const calendar = { now: new Date('2026-11-30T20:30:00Z'), timeZone: 'UTC' };

function filterOf(operator: string, value?: unknown, day: typeof calendar = calendar): unknown {
  const [planned] = planConditions(schema, [{ property: 'Due', operator, value }], { calendar: day });
  return planned && buildFilter([planned], 'all', new Map());
}

function due(comparison: object): object {
  return { property: 'Due', date: comparison };
}

function between(start: string, end: string): object {
  return { and: [due({ on_or_after: start }), due({ on_or_before: end })] };
}

describe('words for days in a condition', () => {
  it.each([
    ['before', '30 days ago', { before: '2026-10-31' }],
    ['on_or_after', '3 months ago', { on_or_after: '2026-08-30' }],
    ['after', 'last Friday', { after: '2026-11-27' }],
    ['on or before', 'in 2 weeks', { on_or_before: '2026-12-14' }],
    ['before', 'start of the year', { before: '2026-01-01' }],
    ['on_or_after', 'today-7d', { on_or_after: '2026-11-23' }],
    ['before', 'now', { before: '2026-11-30T20:30:00Z' }],
    ['overdue', undefined, { before: 'today' }],
    ['on_or_after', 'past 7 days', { on_or_after: '2026-11-23' }],
    ['on_or_before', 'next month', { on_or_before: '2026-12-30' }],
    ['is_relative_to_today', 'past month', { past_month: {} }],
    ['on_or_after', 'last 30 days', { on_or_after: '2026-10-31' }],
    ['on_or_before', 'next 14 days', { on_or_before: '2026-12-14' }],
    ['on_or_after', 'this month', { on_or_after: '2026-11-01' }],
    ['after', 'this month', { after: '2026-11-30' }],
  ])('%s %j is %j', (operator, value, comparison) => {
    expect(filterOf(operator, value)).toEqual(due(comparison));
  });

  it.each([
    ['equals', 'last 30 days', '2026-10-31', '2026-11-30'],
    ['is_within', 'past 30 days', '2026-10-31', '2026-11-30'],
    ['past_30_days', undefined, '2026-10-31', '2026-11-30'],
    ['in_the_last', '30 days', '2026-10-31', '2026-11-30'],
    ['last_n_days', 14, '2026-11-16', '2026-11-30'],
    ['next_days', '3', '2026-11-30', '2026-12-03'],
    ['this_month', undefined, '2026-11-01', '2026-11-30'],
    ['equals', 'this quarter', '2026-10-01', '2026-12-31'],
    ['between', '2 weeks ago and 2026-11-20', '2026-11-16', '2026-11-20'],
    ['between', ['30 days ago', '2 weeks ago'], '2026-10-31', '2026-11-16'],
  ])('%s %j lies between', (operator, value, start, end) => {
    expect(filterOf(operator, value)).toEqual(between(start, end));
  });

  it.each([
    ['next', 'month', { next_month: {} }],
    ['last_n_days', 7, { past_week: {} }],
    ['equals', '1 week ago', { equals: 'one_week_ago' }],
  ])('%s %j is Notion’s own', (operator, value, comparison) => {
    expect(filterOf(operator, value)).toEqual(due(comparison));
  });

  it('are of the zone', () => {
    const tokyo = { ...calendar, timeZone: 'Asia/Tokyo' };
    expect(filterOf('before', '30 days ago', tokyo)).toEqual(due({ before: '2026-11-01' }));
  });

  it.each([
    ['on_or_after', 'Monday'],
    ['after', 'last 30 days'],
    ['equals', 'last month'],
    ['before', '30 days'],
    ['before', '9999 years ago'],
    ['past_9999_years', undefined],
  ])('with more than one meaning, or none, are refused: %s %j', (operator, value) => {
    expect(() => filterOf(operator, value)).toThrow(InputError);
  });

  it('are told as the day that they were read as', async () => {
    const where = [{ property: 'Due', operator: 'before', value: '30 days ago' }];
    const lookups = {
      calendar,
      findIds: async () => [],
      readSample: async () => [],
      readSchema: async () => schema,
    };
    const { readAs } = await planFilter(schema, where, 'all', lookups);
    expect(readAs.map(String)).toEqual(['"30 days ago" is 2026-10-31 in UTC.']);
  });

  it('are told with the offset of a time that has none', async () => {
    const where = [{ property: 'Due', operator: 'before', value: '2026-07-01 15:00' }];
    const lookups = {
      calendar: { ...calendar, timeZone: 'Europe/Berlin' },
      findIds: async () => [],
      readSample: async () => [],
      readSchema: async () => schema,
    };
    const { filter, readAs } = await planFilter(schema, where, 'all', lookups);
    expect(filter).toEqual(due({ before: '2026-07-01T15:00:00+02:00' }));
    expect(readAs.map(String)).toEqual(['"2026-07-01 15:00" is "2026-07-01T15:00:00+02:00".']);
    expect((await planFilter(schema, where, 'all', { ...lookups, calendar })).readAs).toEqual([]);
  });

  it('are refused where the question is stored, for its day would not move on', () => {
    expect(() =>
      planConditions(schema, [{ property: 'Due', operator: 'before', value: '30 days ago' }]),
    ).toThrow(InputError);
  });
});
