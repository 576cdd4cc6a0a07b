import { describe, expect, it } from '@jest/globals';
import { contradict } from '../../src/text/opposites.js';
import { nearest } from '../../src/text/suggest.js';

describe('contradict', () => {
  it.each([
    ['more_than', 'less_than'],
    ['beginsWith', 'ends_with'],
    ['notContains', 'contains'],
    ['and', 'any'],
    ['last_month', 'next_month'],
    ['this_month', 'this_week'],
    ['unpaid', 'Paid'],
    ['unequal', 'equals'],
    ['disconnected', 'connect'],
    ['Inactive', 'Active'],
    ['Not done', 'Done'],
    ['without owner', 'owner'],
    ['Max price', 'Min price'],
    ['created at', 'edited at'],
  ])('%s and %s, either way round', (one, other) => {
    expect([contradict(one, other), contradict(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['nto started', 'Not started'],
    ['grater_than', 'greater_than'],
    ['past_week', 'past week'],
    ['end date', 'End date'],
    ['first day of the week', 'last week: the first day'],
    ['uniform', 'form'],
    ['Status', 'Stauts'],
  ])('not %s and %s', (one, other) => {
    expect(contradict(one, other)).toBe(false);
  });
});

it.each([
  ['and', ['any', 'all'], 'all'],
  ['unpaid', ['Paid', 'Unpayed'], 'Unpayed'],
  ['not_done', ['Done'], undefined],
  ['min_price', ['max_price'], undefined],
])('for %s, of %j, suggests %s', (wanted, names, name) => {
  expect(nearest(wanted, names)).toBe(name);
});
