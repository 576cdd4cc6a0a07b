import { describe, expect, it } from '@jest/globals';
import { describeItem } from '../../../../src/notion/query/conditions/describe-condition.js';
import { planWhere } from '../../../../src/notion/query/where.js';
import { schemaOf, taskSchema } from '../schema-example.js';

const described = (item: object): string =>
  planWhere(taskSchema, [item]).map((planned) => String(describeItem(planned)))[0] ?? '';

describe('a condition is described', () => {
  it.each<[object, string]>([
    [{ property: 'status', operator: 'equals', value: 'done' }, '"Status" equals "Done"'],
    [{ property: 'Points', operator: 'greater_than', value: 3 }, '"Points" greater_than 3'],
    [{ property: 'Points', operator: 'is_empty' }, '"Points" is_empty'],
    [{ property: 'Due', operator: 'next_month' }, '"Due" next_month'],
    [{ property: 'Due', operator: 'is', value: 'past 7 days' }, '"Due" past_week'],
    [
      { property: 'Due', operator: 'in', value: ['2027-02', '2027-05-03'] },
      '"Due" on_or_after "2027-02-01" and on_or_before "2027-02-28" or equals "2027-05-03"',
    ],
    [
      { property: 'Points', operator: 'not between', value: [3, 8] },
      '"Points" less_than 3 or greater_than 8',
    ],
    [
      { property: 'Project stage', operator: 'every:between', value: [3, 8] },
      '"Project stage" every:greater_than_or_equal_to 3 and every:less_than_or_equal_to 8',
    ],
    [
      { property: 'Notes', operator: 'does_not_contain', value: 'a\\*b' },
      '"Notes" does_not_contain "a\\*b" and does_not_contain "a*b"',
    ],
    [
      { property: 'created_time', operator: 'on_or_after', value: 'today' },
      'created_time on_or_after "today"',
    ],
    [
      {
        any: [
          { property: 'Points', operator: 'equals', value: 1 },
          { property: 'Points', operator: 'equals', value: 2 },
        ],
      },
      '("Points" equals 1 or "Points" equals 2)',
    ],
    [
      { all: [1, 2, 3, 4, 5, 6].map((value) => ({ property: 'Points', operator: 'less_than', value })) },
      '("Points" less_than 1 and "Points" less_than 2 and "Points" less_than 3 and "Points" less_than 4 and 2 more)',
    ],
  ])('%j', (item, words) => {
    expect(described(item)).toBe(words);
  });

  it('quotes names and values, so that neither passes for words of ours', () => {
    const schema = schemaOf(['x" equals "y', 'rich_text', {}]);
    const [planned] = planWhere(schema, [
      { property: 'x" equals "y', operator: 'contains', value: 'z"\n- "Status": 3 rows' },
    ]);
    expect(planned && String(describeItem(planned))).toBe(`"x' equals 'y" contains "z' - 'Status': 3 rows"`);
  });
});
