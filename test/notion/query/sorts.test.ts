import { describe, expect, it } from '@jest/globals';
import { planSorts } from '../../../src/notion/query/sorts.js';
import { refusal } from './expect-input-error.js';
import { taskSchema } from './schema-example.js';

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

  it.each([
    [{ property: 'Deu' }, 'sort[0].property', /Did you mean "Due"\?/],
    [{ property: 'Due', direction: 'down' }, 'sort[0].direction', /ascending or descending/],
    [{ property: 'Do it' }, 'sort[0].property', /nothing to sort by/],
  ])('refuses %j', (sort, argument, text) => {
    const refused = refusal(() => planSorts(taskSchema, [sort]));
    expect(refused.argument).toBe(argument);
    expect(`${refused.message} ${refused.advice}`).toMatch(text);
  });
});
