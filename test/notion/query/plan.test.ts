import { describe, expect, it } from '@jest/globals';
import type { DataSourceObjectResponse } from '@notionhq/client';
import { buildFilter } from '../../../src/notion/query/conditions/filter.js';
import { operatorsOf } from '../../../src/notion/query/conditions/operators.js';
import { planConditions } from '../../../src/notion/query/plan.js';
import type { Schema } from '../../../src/content/properties/property-types.js';
import type { SchemaHints } from '../../../src/notion/query/schema-hints.js';
import { sentAsWritten, taskSchema } from './schema-example.js';

function filterFor(property: string, operator: string, value?: unknown, hints: SchemaHints = {}): unknown {
  const planned = planConditions(taskSchema, [{ property, operator, value }], hints);
  return buildFilter(planned, 'all', sentAsWritten(planned));
}

const numeric = [
  'equals',
  'does_not_equal',
  'greater_than',
  'less_than',
  'greater_than_or_equal_to',
  'less_than_or_equal_to',
];
const dated = ['equals', 'before', 'after', 'on_or_before', 'on_or_after'];
const periods = ['this_week', 'past_week', 'past_month', 'past_year', 'next_week', 'next_month', 'next_year'];
const textual = ['equals', 'does_not_equal', 'contains', 'does_not_contain', 'starts_with', 'ends_with'];
const existing = ['is_empty', 'is_not_empty'];
const user = '0b2f3c4d-0000-4000-8000-00000000000a';
const page = '0b2f3c4d-0000-4000-8000-00000000000b';

/** Every property type with the operators of Notion's reference: operators, a value, what is sent for it. */
const grammar: [property: string, type: string, operators: string[], value: unknown, sent: unknown][] = [
  ...(
    [
      ['Task', 'title'],
      ['Notes', 'rich_text'],
      ['Link', 'url'],
      ['Mail', 'email'],
      ['Phone', 'phone_number'],
    ] as const
  ).map(([property, type]): (typeof grammar)[number] => [property, type, textual, 'abc', 'abc']),
  ['Points', 'number', numeric, 5, 5],
  ['Ref', 'unique_id', numeric, 12, 12],
  ['Blocked', 'checkbox', ['equals', 'does_not_equal'], true, true],
  ['Priority', 'select', ['equals', 'does_not_equal'], 'High', 'High'],
  ['Status', 'status', ['equals', 'does_not_equal'], 'Done', 'Done'],
  ['Tags', 'multi_select', ['contains', 'does_not_contain'], 'backend', 'backend'],
  ...(
    [
      ['Due', 'date'],
      ['Created', 'created_time'],
      ['Edited', 'last_edited_time'],
    ] as const
  ).flatMap(([property, type]): typeof grammar => [
    [property, type, dated, '2026-03-04', '2026-03-04'],
    [property, type, periods, undefined, {}],
  ]),
  ...(
    [
      ['Assignee', 'people'],
      ['Author', 'created_by'],
      ['Editor', 'last_edited_by'],
    ] as const
  ).map(([property, type]): (typeof grammar)[number] => [
    property,
    type,
    ['contains', 'does_not_contain'],
    user,
    user,
  ]),
  ['Project', 'relation', ['contains', 'does_not_contain'], page, page],
  ['Checked', 'verification', ['status', 'does_not_equal'], 'verified', 'verified'],
];

describe('planConditions: Notion’s whole grammar', () => {
  it.each(
    grammar.flatMap(([property, type, operators, value, sent]) =>
      operators.map((operator) => [property, type, operator, value, sent] as const),
    ),
  )('%s (%s) %s', (property, type, operator, value, sent) => {
    expect(filterFor(property, operator, value)).toEqual({ property, [type]: { [operator]: sent } });
  });

  it.each(
    Object.values(taskSchema)
      .filter(({ type }) => operatorsOf(type)?.has('is_empty') === true)
      .flatMap(({ name, type }) => existing.map((operator) => [name, type, operator] as const)),
  )('%s (%s) %s', (property, type, operator) => {
    expect(filterFor(property, operator)).toEqual({ property, [type]: { [operator]: true } });
  });

  it('knows is_empty for all types but checkbox and verification', () => {
    const without = Object.values(taskSchema).filter(
      ({ type }) => operatorsOf(type)?.has('is_empty') === false,
    );
    expect(without.map(({ type }) => type)).toEqual(['checkbox', 'verification']);
  });

  it('knows no other operators', () => {
    const tested = new Map<string, Set<string>>();
    for (const [, type, operators] of grammar) {
      tested.set(type, new Set([...(tested.get(type) ?? []), ...operators]));
    }
    for (const [type, operators] of tested) {
      const extra = [...(operatorsOf(type)?.keys() ?? [])].filter((operator) => !operators.has(operator));
      expect(extra.filter((operator) => !existing.includes(operator))).toEqual([]);
    }
  });
});

describe('planConditions: timestamps', () => {
  const bare: Schema = { Name: { id: 'title', name: 'Name', type: 'title', title: {} } };

  it('filters by when the row was created although no property shows it', () => {
    const planned = planConditions(bare, [
      { property: 'created_time', operator: 'on_or_after', value: 'one_week_ago' },
      { property: 'Last edited time', operator: 'this_week' },
    ]);
    expect(buildFilter(planned, 'all', new Map())).toEqual({
      and: [
        { timestamp: 'created_time', created_time: { on_or_after: 'one_week_ago' } },
        { timestamp: 'last_edited_time', last_edited_time: { this_week: {} } },
      ],
    });
  });

  it('prefers a property of that name', () => {
    const schema: Schema = { created_time: { id: 'a', name: 'created_time', type: 'date', date: {} } };
    expect(
      planConditions(schema, [{ property: 'created_time', operator: 'is_empty' }]).map(({ path }) => path),
    ).toEqual([['date']]);
  });
});

describe('planConditions: lenient where the intent is clear', () => {
  it.each<[string, string, unknown, unknown]>([
    ['points', 'equals', '5', { property: 'Points', number: { equals: 5 } }],
    ['POINTS', '>=', 2.5, { property: 'Points', number: { greater_than_or_equal_to: 2.5 } }],
    ['Points', 'Greater Than', ['7'], { property: 'Points', number: { greater_than: 7 } }],
    ['Notes', 'contains', 42, { property: 'Notes', rich_text: { contains: '42' } }],
    ['Blocked', 'equals', 'yes', { property: 'Blocked', checkbox: { equals: true } }],
    ['Blocked', 'is_not', 'false', { property: 'Blocked', checkbox: { does_not_equal: false } }],
    ['Ref', 'equals', 'task-12', { property: 'Ref', unique_id: { equals: 12 } }],
    ['Ref', 'greater_than', '12', { property: 'Ref', unique_id: { greater_than: 12 } }],
    ['Priority', 'equals', 'high', { property: 'Priority', select: { equals: 'High' } }],
    ['Priority', 'equals', 'low', { property: 'Priority', select: { equals: '🐢 Low' } }],
    ['Priority', 'equals', ['High', 'LOW'], { property: 'Priority', select: { equals: ['High', '🐢 Low'] } }],
    ['Tags', 'contains', 'CAFE', { property: 'Tags', multi_select: { contains: 'café' } }],
    ['Tags', 'contains', ['C', 'c#'], { property: 'Tags', multi_select: { contains: ['C', 'C#'] } }],
    ['Status', 'equals', 'active', { property: 'Status', status: { equals: ['In progress', 'In review'] } }],
    ['Status', 'does_not_equal', 'Complete', { property: 'Status', status: { does_not_equal: 'Done' } }],
    ['Due', 'is_empty', true, { property: 'Due', date: { is_empty: true } }],
    ['Due', 'is-not-empty', null, { property: 'Due', date: { is_not_empty: true } }],
    ['Due', 'past_month', {}, { property: 'Due', date: { past_month: {} } }],
    ['Due', 'equals', 'next_week', { property: 'Due', date: { next_week: {} } }],
    ['Due', 'before', 'Tomorrow', { property: 'Due', date: { before: 'tomorrow' } }],
    ['Due', 'after', '2026-03-04 09:30 UTC', { property: 'Due', date: { after: '2026-03-04T09:30:00Z' } }],
    ['Assignee', 'contains', 'Me', { property: 'Assignee', people: { contains: 'me' } }],
    ['Assignee', 'contains', `user://${user}`, { property: 'Assignee', people: { contains: user } }],
    [
      'Project',
      'contains',
      `https://app.notion.com/p/Plan-${page.replaceAll('-', '')}`,
      { property: 'Project', relation: { contains: page } },
    ],
    ['Checked', 'status', 'Unverified', { property: 'Checked', verification: { status: 'none' } }],
  ])('%s %s %j', (property, operator, value, filter) => {
    expect(filterFor(property, operator, value)).toEqual(filter);
  });
});

it('takes the schema that the official client returns', () => {
  const properties: DataSourceObjectResponse['properties'] = {};
  expect(planConditions(properties, [])).toEqual([]);
});
