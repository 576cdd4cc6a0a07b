import { describe, expect, it } from '@jest/globals';
import { planSorts, type SortRequest } from '../../../src/notion/query/sorts.js';
import { refusal } from './expect-input-error.js';
import { schemaOf, taskSchema } from './schema-example.js';

describe('planSorts', () => {
  it('keeps the order, finds names and timestamps, ascends by default', () => {
    expect(
      planSorts(taskSchema, [
        { property: 'due', direction: 'descending' },
        { property: 'Task' },
        { property: 'last_edited_time', direction: 'DESC' },
      ]),
    ).toEqual([
      { property: 'Due', direction: 'descending' },
      { property: 'Task', direction: 'ascending' },
      { timestamp: 'last_edited_time', direction: 'descending' },
    ]);
  });

  it.each<[string, SortRequest[], unknown]>([
    [
      'a direction after the name',
      [{ property: 'due desc' }],
      [{ property: 'Due', direction: 'descending' }],
    ],
    ['one after a colon', [{ property: 'Due: DESC' }], [{ property: 'Due', direction: 'descending' }]],
    ['one in brackets', [{ property: 'Due (ascending)' }], [{ property: 'Due', direction: 'ascending' }]],
    ['a sign', [{ property: '-Points' }], [{ property: 'Points', direction: 'descending' }]],
    ['another sign', [{ property: '+Points' }], [{ property: 'Points', direction: 'ascending' }]],
    [
      'a direction in an item of its own',
      [{ property: 'Due' }, { property: 'desc' }],
      [{ property: 'Due', direction: 'descending' }],
    ],
    [
      'several in one text',
      [{ property: 'Due desc, -Points, Task' }],
      [
        { property: 'Due', direction: 'descending' },
        { property: 'Points', direction: 'descending' },
        { property: 'Task', direction: 'ascending' },
      ],
    ],
    [
      'a time in other words',
      [{ property: 'updated at', direction: 'newest' }],
      [{ timestamp: 'last_edited_time', direction: 'descending' }],
    ],
    [
      'a number for a direction',
      [{ property: 'Due', direction: '-1' }],
      [{ property: 'Due', direction: 'descending' }],
    ],
  ])('reads %s', (_name, sort, expected) => {
    expect(planSorts(taskSchema, sort)).toEqual(expected);
  });

  it('prefers a column whose name looks like more than a name', () => {
    const schema = schemaOf(
      ['Due', 'date', {}],
      ['Due desc', 'number', {}],
      ['-Due', 'number', {}],
      ['desc', 'number', {}],
    );
    expect(
      planSorts(schema, [
        { property: 'Due desc' },
        { property: '-Due' },
        { property: 'Due' },
        { property: 'desc' },
      ]),
    ).toEqual(['Due desc', '-Due', 'Due', 'desc'].map((property) => ({ property, direction: 'ascending' })));
  });

  it.each([
    [{ property: 'Deu' }, 'sort[0].property', /Did you mean "Due"\?/],
    [{ property: 'Due', direction: 'down' }, 'sort[0].direction', /ascending or descending/],
    [{ property: 'Do it' }, 'sort[0].property', /nothing to sort by/],
    [{ property: 'Do it desc' }, 'sort[0].property', /nothing to sort by/],
    [{ property: 'Deu desc' }, 'sort[0].property', /no property "Deu desc"/],
    [{ property: 'Due, Pionts' }, 'sort[0].property', /no property "Due, Pionts"/],
  ])('refuses %j', (sort, argument, text) => {
    const refused = refusal(() => planSorts(taskSchema, [sort]));
    expect(refused.argument).toBe(argument);
    expect(`${refused.message} ${refused.advice}`).toMatch(text);
  });
});
