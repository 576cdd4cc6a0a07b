import { describe, expect, it } from '@jest/globals';
import { buildFilter, createdWithin } from '../../../src/notion/query/conditions/filter.js';
import type {
  Condition,
  Reference,
  WhereItem,
} from '../../../src/notion/query/conditions/planned-condition.js';
import { plannedConditions, planWhere } from '../../../src/notion/query/where.js';
import { refusal } from './expect-input-error.js';
import { schemaOf, taskSchema } from './schema-example.js';

const done: Condition = { property: 'Status', operator: 'equals', value: 'Done' };
const high: Condition = { property: 'Priority', operator: 'equals', value: 'High' };
const blocked: Condition = { property: 'Blocked', operator: 'equals', value: true };
const status = { property: 'Status', status: { equals: 'Done' } };
const priority = { property: 'Priority', select: { equals: 'High' } };
const block = { property: 'Blocked', checkbox: { equals: true } };
const assignee = (id: string): unknown => ({ property: 'Assignee', people: { contains: id } });

/** Resolves each text to the ids in `found`. */
function build(where: WhereItem[], match: 'all' | 'any' = 'all', found: Record<string, string[]> = {}) {
  const planned = planWhere(taskSchema, where);
  const references = plannedConditions(planned).flatMap((condition) => condition.references);
  const resolved = new Map<Reference, string[]>(
    references.map((reference) => [reference, found[reference.text] ?? []]),
  );
  return buildFilter(planned, match, resolved);
}

describe('groups in where', () => {
  it.each<[string, WhereItem[], 'all' | 'any', unknown]>([
    ['any inside all', [{ any: [done, high] }, blocked], 'all', { and: [{ or: [status, priority] }, block] }],
    ['all inside any', [{ all: [done, high] }, blocked], 'any', { or: [{ and: [status, priority] }, block] }],
    ['all inside all', [{ all: [done, high] }, blocked], 'all', { and: [status, priority, block] }],
    ['a group alone', [{ any: [done, high] }], 'all', { or: [status, priority] }],
    ['a group of one', [{ any: [done] }, blocked], 'all', { and: [status, block] }],
    ['empty lists beside a condition', [{ ...done, any: [], all: [] }], 'all', status],
  ])('%s', (_name, where, match, filter) => {
    expect(build(where, match)).toEqual(filter);
  });

  it('writes out people of one name inside a group, for Notion takes two levels', () => {
    const ana: Condition = { property: 'Assignee', operator: 'contains', value: 'Ana' };
    expect(build([{ all: [ana, done] }, blocked], 'any', { Ana: ['a1', 'a2'] })).toEqual({
      or: [{ and: [assignee('a1'), status] }, { and: [assignee('a2'), status] }, block],
    });
  });

  it('refuses what cannot be written out', () => {
    const names = (prefix: string): string[] => Array.from({ length: 13 }, (_, index) => `${prefix}${index}`);
    const people = (prefix: string, property: string): Condition => ({
      property,
      operator: 'contains',
      value: names(prefix),
    });
    const found = Object.fromEntries([...names('A'), ...names('B')].map((name) => [name, [`id-${name}`]]));
    const group = { all: [people('A', 'Assignee'), people('B', 'Author')] };
    expect(refusal(() => build([group, group, done], 'any', found))).toMatchObject({
      argument: 'where',
      message: expect.stringContaining('two levels'),
    });
  });

  it.each<[WhereItem, unknown]>([
    [{ property: 'Status', value: 'Done' }, status],
    [{ property: 'Assignee', value: 'Ana' }, assignee('a1')],
    [{ property: 'Blocked', value: 'yes' }, block],
    [
      { property: 'Priority', value: ['High', 'Medium'] },
      { property: 'Priority', select: { equals: ['High', 'Medium'] } },
    ],
    [
      { property: 'Due', value: 'this week' },
      { property: 'Due', date: { this_week: {} } },
    ],
    [
      { property: 'Points', value: '>= 3' },
      { property: 'Points', number: { greater_than_or_equal_to: 3 } },
    ],
    [
      { property: 'Points', value: 'at least 3' },
      { property: 'Points', number: { greater_than_or_equal_to: 3 } },
    ],
    [
      { property: 'Due', value: 'not before 2026-10-01' },
      { property: 'Due', date: { on_or_after: '2026-10-01' } },
    ],
    [
      { property: 'Due', value: 'is not empty' },
      { property: 'Due', date: { is_not_empty: true } },
    ],
    [
      { property: 'Status', value: '!= Done' },
      { property: 'Status', status: { does_not_equal: 'Done' } },
    ],
    [
      { property: 'Notes', value: '> 3' },
      { property: 'Notes', rich_text: { equals: '> 3' } },
    ],
  ])('%j has no operator: the value is what the cell is or contains', (item, filter) => {
    expect(build([item], 'all', { Ana: ['a1'] })).toEqual(filter);
    expect(plannedConditions(planWhere(taskSchema, [item]))).toMatchObject([{ isInterpreted: true }]);
  });

  it.each<[WhereItem, string, RegExp]>([
    [{}, 'where[0]', /is empty/],
    [{ property: 'Status', value: null }, 'where[0].operator', /no operator/],
    [{ property: 'Points', value: 'over the moon' }, 'where[0].value', /"over the moon" does not fit/],
    [{ property: 'Status', value: [] }, 'where[0].operator', /no operator/],
    [{ any: [] }, 'where[0]', /is empty/],
    [{ ...done, any: [high] }, 'where[0]', /several forms/],
    [{ any: [done], all: [high] }, 'where[0]', /several forms/],
    [{ property: 'Status' }, 'where[0].operator', /no operator/],
    [{ operator: 'is_empty' }, 'where[0].property', /no property/],
    [{ any: [done, { ...done, property: 'Stattus' }] }, 'where[0].any[1].property', /Stattus/],
    [{ all: [{ ...high, value: 'Hihg' }] }, 'where[0].all[0].value', /Hihg/],
  ])('refuses %j', (item, argument, message) => {
    const refused = refusal(() => planWhere(taskSchema, [item]));
    expect(refused.argument).toBe(argument);
    expect(refused.message).toMatch(message);
  });

  it.each<[WhereItem, string]>([
    [{ property: 'not', operator: 'property', value: 'Status' }, 'where[0]'],
    [{ property: '$nor' }, 'where[0]'],
    [{ any: [done, { property: 'NONE', value: [high] }] }, 'where[0].any[1]'],
  ])('names what stands for a negation: %j', (item, argument) => {
    const refused = refusal(() => planWhere(taskSchema, [item]));
    expect(refused.argument).toBe(argument);
    expect(refused.message).toContain('cannot negate');
    expect(refused.advice).toContain('does_not_equal');
  });

  it('takes a column called like a negation', () => {
    const schema = schemaOf(['Task', 'title', {}], ['None', 'checkbox', {}]);
    const planned = planWhere(schema, [{ property: 'none', operator: 'equals', value: true }]);
    expect(plannedConditions(planned)).toHaveLength(1);
  });

  it('refuses more conditions than anybody asks', () => {
    const many = Array.from({ length: 26 }, () => done);
    expect(refusal(() => planWhere(taskSchema, [{ any: many }, { all: many }])).argument).toBe('where');
  });
});

describe('createdWithin', () => {
  const time = '2026-03-04T09:30:00.000Z';
  const since = { timestamp: 'created_time', created_time: { on_or_after: time } };

  it.each<[string, WhereItem[], 'all' | 'any', unknown]>([
    ['no conditions', [], 'all', since],
    ['one condition', [done], 'all', { and: [since, status] }],
    ['all of several', [done, high], 'all', { and: [since, status, priority] }],
    ['any of several', [done, high], 'any', { and: [since, { or: [status, priority] }] }],
    [
      'any inside all',
      [{ any: [done, high] }, blocked],
      'all',
      { and: [since, { or: [status, priority] }, block] },
    ],
    [
      'all inside any',
      [{ all: [done, high] }, blocked],
      'any',
      { or: [{ and: [since, status, priority] }, { and: [since, block] }] },
    ],
  ])('narrows %s', (_name, where, match, filter) => {
    const narrowed = createdWithin(build(where, match), { from: time });
    if (match === 'any' && where.length === 2 && 'all' in (where[0] ?? {})) {
      // Either direction is right; the one with fewer conditions is sent.
      expect([filter, { and: [since, { or: [status, block] }, { or: [priority, block] }] }]).toContainEqual(
        narrowed,
      );
    } else {
      expect(narrowed).toEqual(filter);
    }
  });
});
