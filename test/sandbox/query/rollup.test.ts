import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../../src/sandbox/model/property.js';
import { rollUp } from '../../../src/sandbox/query/rollup.js';

const numbers: Value[] = [4, 1, null, 7, 1].map((number) => ({ type: 'number', number }));
const checks: Value[] = [true, false, true, true].map((checked) => ({ type: 'checkbox', checked }));
const dates: Value[] = ['2026-03-02', '2026-01-05', null].map((start) => ({
  type: 'date',
  date: start === null ? null : { start },
}));

describe('rollUp', () => {
  it.each([
    ['count', numbers, 5],
    ['count_values', numbers, 4],
    ['not_empty', numbers, 4],
    ['empty', numbers, 1],
    ['unique', numbers, 3],
    ['percent_empty', numbers, 0.2],
    ['percent_not_empty', numbers, 0.8],
    ['sum', numbers, 13],
    ['average', numbers, 3.25],
    ['median', numbers, 2.5],
    ['min', numbers, 1],
    ['max', numbers, 7],
    ['range', numbers, 6],
    ['sum', [], 0],
    ['max', [], null],
    ['percent_empty', [], null],
    ['checked', checks, 3],
    ['unchecked', checks, 1],
    ['percent_checked', checks, 0.75],
    ['percent_unchecked', checks, 0.25],
  ])('%s', (name, values, expected) => {
    expect(rollUp(name, values)).toEqual({ kind: 'number', value: expected });
  });

  it.each([
    ['earliest_date', { start: '2026-01-05' }],
    ['latest_date', { start: '2026-03-02' }],
    ['date_range', { start: '2026-01-05', end: '2026-03-02' }],
  ])('%s', (name, expected) => {
    expect(rollUp(name, dates)).toEqual({ kind: 'date', value: expected });
    expect(rollUp(name, [])).toEqual({ kind: 'date', value: null });
  });

  it('shows values, once where asked', () => {
    expect(rollUp('show_original', numbers)).toEqual({ kind: 'array', values: numbers });
    expect(rollUp('show_unique', numbers)).toHaveProperty('values.length', 4);
  });

  it('does not pretend to know other functions', () => {
    expect(rollUp('count_per_group', numbers)).toEqual({ kind: 'unsupported' });
  });
});
