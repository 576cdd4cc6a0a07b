import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readWhere } from '../../../../src/notion/query/forms/where-forms.js';

const due = { property: 'Due', operator: 'before', value: 'today' };
const done = { property: 'Status', operator: 'equals', value: 'Done' };

describe('readWhere', () => {
  it.each<[string, unknown, unknown]>([
    ['our own form', [due], [due]],
    ['one object', due, [due]],
    ['other names of the members', [{ field: 'Due', op: 'before', value: 'today' }], [due]],
    [
      'names in camel case',
      [{ columnName: 'x', property_name: 'Due', Operator: 'before', Value: 'today' }],
      [{ ...due, columnName: 'x' }],
    ],
    ['a name beside an operator', [{ name: 'Due', comparator: 'before', val: 'today' }], [due]],
    [
      'a property as Notion has it',
      [{ property: { id: 'a', name: 'Due' }, condition: 'before', value: 'today' }],
      [due],
    ],
    [
      'several values',
      [{ property: 'Status', operator: 'equals', values: ['A', 'B'] }],
      [{ ...done, value: ['A', 'B'] }],
    ],
    ['what models fill in', [{ ...due, any: [], all: null }], [due]],
    ['a list of three', [['Due', 'before', 'today']], [due]],
    ['a list of three alone', ['Due', 'before', 'today'], [due]],
    ['a list of two', [['Due', 'is_empty']], [{ property: 'Due', operator: 'is_empty' }]],
    ['a list of conditions alone', { rules: [due, done] }, [{ all: [due, done] }]],
    ['a group of which none holds', { match: 'none', rules: [due] }, [{ property: 'none', value: [due] }]],
    ['two sentences', ['Due < today', 'Owner'], ['Due < today', 'Owner']],
    ['a column and a period', ['Due', 'next month'], [{ property: 'Due', operator: 'next month' }]],
    ['groups of another language', { $or: [due, { $and: [done] }] }, [{ any: [due, { all: [done] }] }]],
    ['a list in a list', [[due]], [due]],
    ['an object by column', { Due: { before: 'today' } }, [due]],
    [
      'columns and values',
      { Type: 'Bug', Waiting: false, Left: 0 },
      [
        { property: 'Type', value: 'Bug' },
        { property: 'Waiting', value: false },
        { property: 'Left', value: 0 },
      ],
    ],
    [
      'columns and values in a group',
      { any: { Type: 'Bug', Waiting: false } },
      [
        {
          any: [
            { property: 'Type', value: 'Bug' },
            { property: 'Waiting', value: false },
          ],
        },
      ],
    ],
    [
      'columns and values of two objects',
      [{ Type: 'Bug', Waiting: false }, { Left: 0 }],
      [
        {
          all: [
            { property: 'Type', value: 'Bug' },
            { property: 'Waiting', value: false },
          ],
        },
        { property: 'Left', value: 0 },
      ],
    ],
    [
      'a column without a value, for it to be refused',
      { Status: null, Due: { before: 'today' } },
      [{ property: 'Status' }, due],
    ],
    [
      'a range',
      { Due: { from: '2026-10-01', to: '2026-10-31' } },
      [{ property: 'Due', operator: 'between', value: { from: '2026-10-01', to: '2026-10-31' } }],
    ],
    [
      'a date of Notion',
      { Due: { start: '2026-10-01', end: null } },
      [{ property: 'Due', value: { start: '2026-10-01', end: null } }],
    ],
    ['what models fill in alone', [{ field: '', op: null, value: '' }], undefined],
    ['what models fill in for a group', { filters: [], match: null }, undefined],
    [
      'a column called like a member',
      { Name: { contains: 'a' } },
      [{ property: 'Name', operator: 'contains', value: 'a' }],
    ],
    ['an operator as a member', [{ property: 'Due', before: 'today' }], [due]],
    [
      'an operator without a value',
      [{ property: 'Due', is_empty: true }],
      [{ property: 'Due', operator: 'is_empty', value: true }],
    ],
  ])('reads %s', (_name, written, expected) => {
    expect(readWhere(written)).toEqual(expected);
  });

  it.each<[string, unknown, unknown]>([
    ['a type around the operator', { property: 'Due', date: { before: 'today' } }, [due]],
    ['its type beside it', { property: 'Due', type: 'date', date: { before: 'today' } }, [due]],
    [
      'a period',
      { property: 'Due', date: { past_week: {} } },
      [{ property: 'Due', operator: 'past_week', value: {} }],
    ],
    [
      'a person',
      { property: 'Owner', people: { contains: { object: 'user', id: 'u1' } } },
      [{ property: 'Owner', operator: 'contains', value: { object: 'user', id: 'u1' } }],
    ],
    [
      'a time of the row',
      { timestamp: 'created_time', created_time: { after: '2026-01-01' } },
      [{ property: 'created_time', operator: 'after', value: '2026-01-01' }],
    ],
    [
      'a range',
      { property: 'Cost', number: { greater_than: 1, less_than: 5 } },
      [
        {
          all: [
            { property: 'Cost', operator: 'greater_than', value: 1 },
            { property: 'Cost', operator: 'less_than', value: 5 },
          ],
        },
      ],
    ],
    [
      'a formula',
      { property: 'Late', formula: { checkbox: { equals: true } } },
      [{ property: 'Late', operator: 'checkbox:equals', value: true }],
    ],
    [
      'a rollup of values',
      { property: 'Costs', rollup: { every: { number: { greater_than: 0 } } } },
      [{ property: 'Costs', operator: 'every:number:greater_than', value: 0 }],
    ],
    [
      'a rollup of one number',
      { property: 'Costs', rollup: { number: { equals: 3 } } },
      [{ property: 'Costs', operator: 'number:equals', value: 3 }],
    ],
    ['and', { and: [{ property: 'Due', date: { before: 'today' } }, done] }, [{ all: [due, done] }]],
    ['or', { or: [done, { property: 'Due', date: { before: 'today' } }] }, [{ any: [done, due] }]],
    ['or in capitals, of one', { OR: due }, [{ any: [due] }]],
    ['or in and', { and: [{ or: [done, due] }, due] }, [{ all: [{ any: [done, due] }, due] }]],
    ['a join beside the list', { operator: 'AND', conditions: [due, done] }, [{ all: [due, done] }]],
    ['another join beside another list', { combinator: 'or', rules: [due, done] }, [{ any: [due, done] }]],
    [
      'a group with forms inside',
      [{ any: [['Due', 'before', 'today'], { Status: { equals: 'Done' } }] }],
      [{ any: [due, done] }],
    ],
  ])('reads Notion’s filters and those of others: %s', (_name, written, expected) => {
    expect(readWhere(written)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['a sentence', ['Due before today']],
    ['a number', [3]],
    ['what has a meaning that would be lost', [{ ...due, negate: true }]],
    ['a misspelt member', [{ property: 'Due', oprator: 'before', value: 'today' }]],
    ['a group beside a condition', [{ ...due, any: [done] }]],
  ])('leaves %s for a refusal', (_name, written) => {
    expect(readWhere(written)).toEqual(written);
  });

  it('leaves a missing operator to be asked for: equals may not be meant', () => {
    expect(readWhere([{ Status: 'Done' }])).toEqual([{ property: 'Status', value: 'Done' }]);
  });

  it('changes nothing a second time, and never fails', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (written) => {
        const once = readWhere(written);
        expect(once === undefined || Array.isArray(once)).toBe(true);
      }),
    );
    const condition = fc.record({
      property: fc.string({ minLength: 1 }),
      operator: fc.string({ minLength: 1 }),
      value: fc.string({ minLength: 1 }),
    });
    const group = fc.oneof(
      condition,
      fc.record({ any: fc.array(condition, { minLength: 1 }) }),
      fc.record({ all: fc.array(condition, { minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(group), (where) => {
        expect(readWhere(where)).toEqual(where);
      }),
    );
  });
});
