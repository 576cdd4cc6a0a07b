import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../src/errors.js';
import type { QueryFilter } from '../../../src/notion/query/conditions/filter.js';
import type { PlannedFilter } from '../../../src/notion/query/plan-filter.js';
import { say } from '../../../src/text/words.js';
import { applyView } from '../../../src/notion/query/view-query.js';

const open = { property: 'State', status: { does_not_equal: 'Closed' } };
const late = { property: 'Due', date: { before: 'today' } };
const mine = { property: 'Owner', people: { contains: 'me' } };
const big = { property: 'Tons', number: { greater_than: 900 } };
const plain = { filter: null, sorts: [], quickFilters: {} };

/** A `where` that is this filter, as one condition or several. */
function only(filter?: object, match: 'all' | 'any' = 'all', count = 1): PlannedFilter {
  const known = filter as QueryFilter | undefined;
  const single = known === undefined ? [] : [{ description: say`it`, filter: known }];
  return {
    filter: known,
    singly: () => ({ conditions: Array.from({ length: count }, () => single).flat(), match }),
    readAs: [],
  };
}

function filterOf(view: Partial<typeof plain> | object, where?: object): unknown {
  return applyView({ ...plain, ...view }, only(where), []).filter;
}

describe('a view’s filter', () => {
  it.each([
    ['none', {}, undefined, undefined],
    ['an empty one', { filter: {} }, undefined, undefined],
    ['empty groups', { filter: { and: [{ or: [] }] } }, undefined, undefined],
    ['one condition', { filter: open }, undefined, open],
    ['a group of one', { filter: { and: [open] } }, undefined, open],
    ['a group', { filter: { or: [open, late] } }, undefined, { or: [open, late] }],
    [
      'two levels',
      { filter: { or: [big, { and: [open, late] }] } },
      undefined,
      { or: [big, { and: [open, late] }] },
    ],
    [
      'quick filters',
      { quickFilters: { Owner: { people: { contains: 'me' } }, Tons: null } },
      undefined,
      mine,
    ],
    [
      'both kinds',
      { filter: open, quickFilters: { Owner: { people: { contains: 'me' } } } },
      undefined,
      { and: [open, mine] },
    ],
    [
      'a time of the row',
      { filter: { timestamp: 'created_time', created_time: { past_week: {} } } },
      undefined,
      { timestamp: 'created_time', created_time: { past_week: {} } },
    ],
    ['where alone', {}, big, big],
    ['where as well', { filter: open }, big, { and: [open, big] }],
    [
      'where with alternatives',
      { filter: { and: [open, late] } },
      { or: [big, mine] },
      { and: [open, late, { or: [big, mine] }] },
    ],
  ])('holds together with where: %s', (_name, view, where, expected) => {
    expect(filterOf(view, where)).toEqual(expected);
  });

  it('is multiplied out where three levels would be needed', () => {
    const deep = { filter: { or: [big, { and: [open, late] }] } };
    const filter = JSON.stringify(filterOf(deep, { or: [mine, { and: [big, open] }] }));
    for (const part of [open, late, mine, big]) {
      expect(filter).toContain(JSON.stringify(part));
    }
  });

  it('is refused where it does not fit two levels with where', () => {
    const alternatives = (name: string): object => ({
      or: Array.from({ length: 12 }, (_, at) => ({
        and: [
          { property: `${name}${at}`, checkbox: { equals: true } },
          { property: `${name}${at}b`, checkbox: { equals: true } },
        ],
      })),
    });
    const both = (): unknown => filterOf({ filter: alternatives('A') }, alternatives('B'));
    expect(both).toThrow(InputError);
    expect(both).toThrow(/together with where/);
  });

  it.each([
    ['a word', 'Status is open'],
    ['a list', [open]],
    ['another join', { not: [open] }],
    ['a known join beside another', { and: [open], not: [late] }],
    ['a part of an unknown form', { and: [open, { sql: 'x' }] }],
    [
      'too deep',
      { and: [{ or: [{ and: [{ or: [{ and: [{ or: [open, late] }, late] }, late] }, late] }, late] }, late] },
    ],
    ['too many', { and: Array.from({ length: 101 }, () => open) }],
  ])('is not applied in part: %s', (_name, filter) => {
    const applied = applyView({ ...plain, filter }, only(big), []);
    expect(applied.conditions).toBe('unreadable');
    expect(applied.filter).toEqual(big);
  });

  it('never fails on what Notion may send', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (filter, sorts) => {
        const { filter: applied } = applyView({ filter, sorts, quickFilters: {} }, only(), []);
        expect(applied === undefined || typeof applied === 'object').toBe(true);
      }),
    );
  });
});

describe('a view’s filter beside conditions, where no row fits', () => {
  it.each([
    ['no conditions', only(), ["the view's filter"]],
    ['one', only(big), ['it', "the view's filter"]],
    ['several', only(big, 'all', 2), ['it', 'it', "the view's filter"]],
    ['alternatives', only(big, 'any', 2), ['where', "the view's filter"]],
  ])('counts as one: %s', (_name, where, told) => {
    const { conditions, match } = applyView({ ...plain, filter: open }, where, []).singly();
    expect(conditions.map(({ description }) => String(description))).toEqual(told);
    expect(match).toBe('all');
  });

  it('does not count where it has none', () => {
    expect(applyView(plain, only(big, 'any'), []).singly()).toMatchObject({ match: 'any' });
  });
});

describe('a view’s sorts', () => {
  const sorts = [
    { property: 'Due', direction: 'descending' },
    { timestamp: 'created_time', direction: 'ascending' },
    { property: 'Tons' },
    { timestamp: 'sent_time', direction: 'ascending' },
    'Name',
  ];
  const known = [
    { property: 'Due', direction: 'descending' },
    { timestamp: 'created_time', direction: 'ascending' },
    { property: 'Tons', direction: 'ascending' },
  ];

  it('apply as far as they are known', () => {
    expect(applyView({ ...plain, sorts }, only(), []).sorts).toEqual(known);
  });

  it('give way to the call’s', () => {
    const own = [{ property: 'State', direction: 'ascending' } as const];
    expect(applyView({ ...plain, sorts }, only(), own)).toMatchObject({ sorts: own, viewSorts: known });
  });
});
