import { describe, expect, it } from '@jest/globals';
import type { PropertySchema } from '../../../src/content/properties/property-types.js';
import { orderGroups } from '../../../src/workspace/databases/order-groups.js';
import type { TalliedGroup } from '../../../src/workspace/databases/row-tally.js';

const options = ['Low', 'High', 'Highest'].map((name, at) => ({ id: `o${at}`, name }));
const select: PropertySchema = { id: 'a', name: 'Urgency', type: 'select', select: { options } };
const status: PropertySchema = {
  id: 'b',
  name: 'State',
  type: 'status',
  status: {
    options: ['Shipped', 'Idea', 'Sketch', 'Draft'].map((name) => ({ id: name.toLowerCase(), name })),
    groups: [
      { name: 'To-do', option_ids: ['sketch', 'idea'] },
      { name: 'In progress', option_ids: ['draft'] },
      { name: 'Complete', option_ids: ['shipped'] },
    ],
  },
};
const text: PropertySchema = { id: 'c', name: 'Sum', type: 'formula', formula: { expression: '' } };

const groups = (counts: Readonly<Record<string, number>>): TalliedGroup[] =>
  Object.entries(counts).map(([label, rows]) => ({ group: { label }, rows, figures: [] }));

describe('groups of a count', () => {
  it.each<[string, PropertySchema, Record<string, number>, string[], string[]]>([
    [
      'options as in the column, those without rows named',
      select,
      { Highest: 9, '(empty)': 50, Low: 1 },
      ['Low', 'Highest', '(empty)'],
      ['High'],
    ],
    [
      'a status by its groups',
      status,
      { Shipped: 9, Draft: 8, Sketch: 7, Idea: 6 },
      ['Idea', 'Sketch', 'Draft', 'Shipped'],
      [],
    ],
    [
      'an option that the column has no more, behind the others',
      select,
      { Gone: 3, High: 1 },
      ['High', 'Gone'],
      ['Low', 'Highest'],
    ],
    [
      'months in their order',
      text,
      { '2026-03': 1, '(empty)': 9, '2025-12': 4 },
      ['2025-12', '2026-03', '(empty)'],
      [],
    ],
    [
      'anything else by its rows, without a value last',
      text,
      { a: 1, '(empty)': 9, b: 4 },
      ['b', 'a', '(empty)'],
      [],
    ],
    ['no rows', select, {}, [], ['Low', 'High', 'Highest']],
  ])('are ordered: %s', (_name, column, counts, expected, unused) => {
    const ordered = orderGroups(column, groups(counts));
    expect(ordered.groups.map(({ group }) => 'label' in group && group.label)).toEqual(expected);
    expect(ordered.unused).toEqual(unused);
  });
});
