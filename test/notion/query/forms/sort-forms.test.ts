import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCalculations } from '../../../../src/notion/query/forms/calculation-forms.js';
import { readSorts } from '../../../../src/notion/query/forms/sort-forms.js';

describe('readSorts', () => {
  const due = { property: 'Due', direction: 'descending' };

  it.each<[unknown, unknown]>([
    ['Due', [{ property: 'Due' }]],
    [
      ['Due desc', '-Task'],
      [{ property: 'Due desc' }, { property: '-Task' }],
    ],
    [due, [due]],
    [[{ column: 'Due', order: 'descending' }], [due]],
    [[{ Property: 'Due', sort_order: 'descending' }], [due]],
    [[{ name: 'Due', dir: 'descending' }], [due]],
    [[{ property: { id: 'x', name: 'Due' }, direction: 'descending' }], [due]],
    [
      [{ timestamp: 'last_edited_time', direction: 'ascending' }],
      [{ property: 'last_edited_time', direction: 'ascending' }],
    ],
    [[{ property: 'Due', descending: true }], [due]],
    [[{ property: 'Due', asc: false }], [due]],
    [[{ property: 'Due', ascending: true }], [{ property: 'Due', direction: 'ascending' }]],
    [[{ property: 'Due', direction: null }], [{ property: 'Due' }]],
    [[{ property: 'Due', direction: -1 }], [{ property: 'Due', direction: '-1' }]],
    [{ Due: 'descending' }, [due]],
    [
      { Cost: 'asc', Order: -1 },
      [
        { property: 'Cost', direction: 'asc' },
        { property: 'Order', direction: '-1' },
      ],
    ],
    [
      [['Due', 'descending'], ['Task']],
      [due, { property: 'Task' }],
    ],
  ])('reads %j', (written, expected) => {
    expect(readSorts(written)).toEqual(expected);
  });

  it.each<[unknown]>([
    [[5]],
    [[{ property: 'Due', nulls: 'last' }]],
    [[{ nulls: { first: true } }]],
    [[[1, 2]]],
  ])('leaves %j for a refusal', (written) => {
    expect(readSorts(written)).toEqual(written);
  });

  it('never fails', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (written) => Array.isArray(readSorts(written))));
  });
});

describe('readCalculations', () => {
  it.each<[unknown, unknown]>([
    ['count', ['count']],
    [
      ['sum of Price', 'max(Cost)'],
      ['sum of Price', 'max(Cost)'],
    ],
    ['sum of Price, max Cost, count', ['sum of Price', 'max Cost', 'count']],
    ['sum of Price, net', ['sum of Price, net']],
    [{ function: 'sum', property: 'Price' }, ['sum of Price']],
    [[{ aggregation: 'avg', column: { name: 'Price' } }], ['avg of Price']],
    [[{ type: 'count' }], ['count']],
    [{ sum: 'Price', Cost: 'max' }, ['sum of Price', 'max of Cost']],
    [[['min', 'Price']], ['min of Price']],
    [
      [7, { of: 3 }],
      [7, { of: 3 }],
    ],
  ])('reads %j', (written, expected) => {
    expect(readCalculations(written)).toEqual(expected);
  });
});
