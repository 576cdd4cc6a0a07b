import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findCountable, groupsOf, keyOf, type Group } from '../../../src/notion/query/group.js';
import type { PropertyValue } from '../../../src/content/properties/property-types.js';
import { refusal } from './expect-input-error.js';
import { schemaOf, taskSchema } from './schema-example.js';

const empty = [{ label: '(empty)' }];

describe('groupsOf', () => {
  it.each<[PropertyValue, Group[]]>([
    [{ type: 'select', select: { name: 'High' } }, [{ label: 'High' }]],
    [{ type: 'select', select: null }, empty],
    [{ type: 'status', status: { name: 'Done' } }, [{ label: 'Done' }]],
    [
      { type: 'multi_select', multi_select: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      [{ label: 'a' }, { label: 'b' }],
    ],
    [{ type: 'multi_select', multi_select: [] }, empty],
    [{ type: 'checkbox', checkbox: false }, [{ label: 'no' }]],
    [{ type: 'number', number: 0 }, [{ label: '0' }]],
    [{ type: 'number', number: null }, empty],
    [{ type: 'date', date: { start: '2026-03-31T23:00:00.000-05:00', end: null } }, [{ label: '2026-03' }]],
    [{ type: 'date', date: null }, empty],
    [{ type: 'created_time', created_time: '2026-03-01T00:00:00.000Z' }, [{ label: '2026-03' }]],
    [
      { type: 'people', people: [{ id: 'u1', name: 'Ana' }, { id: 'u2' }] },
      [{ userId: 'u1', label: 'Ana' }, { userId: 'u2' }],
    ],
    [{ type: 'created_by', created_by: { id: 'u1' } }, [{ userId: 'u1' }]],
    [
      { type: 'relation', relation: [{ id: 'p1' }, { id: 'p2' }], has_more: false },
      [{ titleId: 'p1' }, { titleId: 'p2' }],
    ],
    [{ type: 'relation', relation: [], has_more: false }, empty],
    [{ type: 'verification', verification: { state: 'expired' } }, [{ label: 'expired' }]],
    [{ type: 'formula', formula: { type: 'string', string: 'late' } }, [{ label: 'late' }]],
    [{ type: 'formula', formula: { type: 'boolean', boolean: true } }, [{ label: 'yes' }]],
    [{ type: 'formula', formula: { type: 'date', date: { start: '2026-03-04' } } }, [{ label: '2026-03' }]],
    [{ type: 'formula', formula: { type: 'string', string: null } }, empty],
    [
      { type: 'formula', formula: { type: 'unsupported', unsupported: {} } },
      [{ label: '(not computed by Notion)' }],
    ],
    [{ type: 'rollup', rollup: { type: 'number', number: 3, function: 'sum' } }, [{ label: '3' }]],
    [
      {
        type: 'rollup',
        rollup: {
          type: 'array',
          array: [
            { type: 'select', select: { name: 'x' } },
            { type: 'select', select: { name: 'x' } },
          ],
        },
      },
      [{ label: 'x' }],
    ],
    [{ type: 'rollup', rollup: { type: 'array', array: [] } }, empty],
    [
      {
        type: 'rollup',
        rollup: {
          type: 'array',
          array: [{ type: 'title', title: [{ plain_text: 'Kale ' }, { plain_text: 'salad' }] }],
        },
      },
      [{ label: 'Kale salad' }],
    ],
    [
      {
        type: 'rollup',
        rollup: { type: 'array', array: [{ type: 'unique_id', unique_id: { prefix: 'T', number: 2 } }] },
      },
      [{ label: 'T-2' }],
    ],
    [{ type: 'type_to_come', type_to_come: { deep: 1 } }, empty],
  ])('%j', (value, groups) => {
    expect(groupsOf(value)).toEqual(groups);
  });

  it('keeps people of one name apart and values of one person together', () => {
    expect(keyOf({ userId: 'u1', label: 'Ana' })).toBe(keyOf({ userId: 'u1' }));
    expect(keyOf({ userId: 'u1', label: 'Ana' })).not.toBe(keyOf({ userId: 'u2', label: 'Ana' }));
    expect(keyOf({ label: 'u1' })).not.toBe(keyOf({ userId: 'u1' }));
  });

  it('counts every row somewhere, whatever the value looks like', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('select', 'people', 'date', 'rollup', 'formula', 'x'),
        fc.anything(),
        (type, content) => {
          expect(groupsOf({ type, [type]: content }).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('findCountable', () => {
  it('finds by name', () => {
    expect(findCountable(taskSchema, 'status').name).toBe('Status');
  });

  it.each([
    ['created_time', 'created_time'],
    ['last edited time', 'last_edited_time'],
    ['Created at', 'created_time'],
    ['month of created_time', 'created_time'],
  ])("finds the row's own time by %j", (name, type) => {
    expect(findCountable(schemaOf(['Task', 'title', {}]), name)).toMatchObject({ name: type, type });
  });

  it.each(['month of Due', 'due by month', 'Months of Due'])('groups dates by month anyway: %j', (name) => {
    expect(findCountable(taskSchema, name).name).toBe('Due');
  });

  it.each(['month of Priority', 'year of Due', 'month of'])('does not guess %j', (name) => {
    expect(refusal(() => findCountable(taskSchema, name)).message).toContain('no property');
  });

  it('counts by one column, and says how to get on', () => {
    const { message, advice } = refusal(() => findCountable(taskSchema, 'Status, Priority'));
    expect(`${message} ${advice}`).toBe(
      'Rows are counted by one column. Make one call for each, or narrow one call with where.',
    );
  });

  it('lists what can be counted', () => {
    const { argument, advice } = refusal(() => findCountable(taskSchema, 'Notes'));
    expect(argument).toBe('count_by');
    expect(advice).toMatch(/^Countable: "Points", "Blocked", "Priority", "Status"/);
    expect(advice).not.toContain('"Task"');
  });
});
