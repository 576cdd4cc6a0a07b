import { describe, expect, it } from '@jest/globals';
import {
  multiSelect,
  numberColumn,
  plain,
  relation,
  rollup,
  select,
  status,
  uniqueId,
} from '../../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { compileFilter } from '../../../src/sandbox/query/filter.js';
import { numberOf, textOf } from '../../../src/sandbox/query/scalars.js';
import { pageTitle } from '../../../src/sandbox/titles.js';

const workspace = createWorkspace({ now: new Date('2026-03-11T12:00:00Z') });
const other = addPerson(workspace, 'Bo', null);
const database = addDatabase(workspace, { title: 'Things' });
const source = addDataSource(workspace, {
  database,
  name: 'Things',
  columns: [
    plain('Name', 'title'),
    plain('Note', 'rich_text'),
    plain('Link', 'url'),
    plain('Mail', 'email'),
    plain('Phone', 'phone_number'),
    numberColumn('Size'),
    plain('Open', 'checkbox'),
    select('Kind', ['round', 'flat']),
    status('State', { 'To-do': ['new'], 'In progress': ['busy'], Complete: ['done'] }),
    multiSelect('Tags', ['red', 'green', 'blue']),
    plain('Day', 'date'),
    plain('Who', 'people'),
    plain('Files', 'files'),
    plain('Checked', 'verification'),
    plain('Author', 'created_by'),
    uniqueId('ID', 'T'),
    {
      name: 'Label',
      type: 'formula',
      expression: 'prop("Name") + prop("Kind")',
      compute: (read) => ({ kind: 'string', value: `${textOf(read('Name') ?? { type: 'button' }) ?? ''}!` }),
    },
    {
      name: 'Double',
      type: 'formula',
      expression: 'prop("Size") * 2',
      compute: (read) => ({ kind: 'number', value: (numberOf(read('Size') ?? { type: 'button' }) ?? 0) * 2 }),
    },
    {
      name: 'Big',
      type: 'formula',
      expression: 'prop("Size") > 5',
      compute: (read) => ({
        kind: 'boolean',
        value: (numberOf(read('Size') ?? { type: 'button' }) ?? 0) > 5,
      }),
    },
    {
      name: 'When',
      type: 'formula',
      expression: 'prop("Day")',
      compute: (read) => {
        const day = read('Day');
        return { kind: 'date', value: day?.type === 'date' ? day.date : null };
      },
    },
  ],
});
addColumns(workspace, source, [
  relation('Parts', source),
  rollup('Part sizes', 'Parts', 'Size', 'sum'),
  rollup('Part kinds', 'Parts', 'Kind', 'show_original'),
  rollup('Last part', 'Parts', 'Day', 'latest_date'),
]);

const apple = addRow(workspace, source, {
  Name: 'Apple',
  Note: 'red and sweet',
  Link: 'https://example.com/apple',
  Mail: 'apple@example.com',
  Phone: '555 01',
  Size: 3,
  Open: true,
  Kind: 'round',
  State: 'new',
  Tags: ['red', 'green'],
  Day: '2026-03-10',
  Who: [workspace.ownerId],
  Files: [{ name: 'a.png', source: { kind: 'hosted', name: 'a.png' } }],
  Checked: { state: 'verified', date: null, by: null },
});
addRow(workspace, source, {
  Name: 'Board',
  Size: 9,
  Kind: 'flat',
  State: 'done',
  Tags: ['blue'],
  Day: '2026-03-20',
  Who: [workspace.ownerId, other],
  Checked: { state: 'expired', date: null, by: null },
  Parts: [apple],
});
addRow(workspace, source, {
  Name: 'Cloud',
  Parts: [apple, addRow(workspace, source, { Name: 'Drop', Kind: 'flat', Size: 1 }, { author: other })],
});

const connection = {
  token: 't',
  botId: workspace.botId,
  workspaceId: workspace.id,
  name: 'test',
  ownerId: workspace.ownerId,
};

function matching(filter: unknown): string {
  const record = workspace.dataSources.get(source);
  if (record === undefined) {
    throw new Error('no source');
  }
  const fits = compileFilter(filter, { workspace, connection, source: record });
  return record.rows
    .flatMap((id) => workspace.pages.get(id) ?? [])
    .filter(fits)
    .map((row) => pageTitle(row).charAt(0))
    .toSorted((a, b) => a.localeCompare(b))
    .join('');
}

/** Rows are Apple, Board, Cloud (nearly empty) and Drop; the last column names those that fit. */
const table: readonly (readonly [string, string, unknown, string])[] = [
  ['Name', 'title', { equals: 'apple' }, 'A'],
  ['Name', 'title', { does_not_equal: 'Apple' }, 'BCD'],
  ['Name', 'title', { contains: 'o' }, 'BCD'],
  ['Name', 'title', { does_not_contain: 'o' }, 'A'],
  ['Name', 'title', { starts_with: 'CL' }, 'C'],
  ['Name', 'title', { ends_with: 'd' }, 'BC'],
  ['Name', 'rich_text', { contains: 'ard' }, 'B'],
  ['Note', 'rich_text', { is_empty: true }, 'BCD'],
  ['Note', 'rich_text', { is_not_empty: true }, 'A'],
  ['Link', 'url', { contains: 'example' }, 'A'],
  ['Mail', 'email', { ends_with: '.com' }, 'A'],
  ['Phone', 'phone_number', { is_empty: true }, 'BCD'],
  ['Size', 'number', { equals: 3 }, 'A'],
  ['Size', 'number', { does_not_equal: 3 }, 'BCD'],
  ['Size', 'number', { greater_than: 3 }, 'B'],
  ['Size', 'number', { greater_than_or_equal_to: 3 }, 'AB'],
  ['Size', 'number', { less_than: 3 }, 'D'],
  ['Size', 'number', { less_than_or_equal_to: 3 }, 'AD'],
  ['Size', 'number', { is_empty: true }, 'C'],
  ['Open', 'checkbox', { equals: true }, 'A'],
  ['Open', 'checkbox', { does_not_equal: true }, 'BCD'],
  ['Kind', 'select', { equals: 'flat' }, 'BD'],
  ['Kind', 'select', { equals: ['flat', 'round'] }, 'ABD'],
  ['Kind', 'select', { does_not_equal: 'flat' }, 'AC'],
  ['Kind', 'select', { is_empty: true }, 'C'],
  ['State', 'status', { equals: ['new', 'busy'] }, 'A'],
  ['State', 'status', { does_not_equal: 'done' }, 'ACD'],
  ['Tags', 'multi_select', { contains: 'red' }, 'A'],
  ['Tags', 'multi_select', { contains: ['red', 'blue'] }, 'AB'],
  ['Tags', 'multi_select', { does_not_contain: 'red' }, 'BCD'],
  ['Tags', 'multi_select', { is_not_empty: true }, 'AB'],
  ['Day', 'date', { before: 'today' }, 'A'],
  ['Day', 'date', { next_month: {} }, 'B'],
  ['Day', 'date', { is_empty: true }, 'CD'],
  ['Who', 'people', { contains: 'me' }, 'AB'],
  ['Who', 'people', { contains: other }, 'B'],
  ['Who', 'people', { does_not_contain: other.replaceAll('-', '') }, 'ACD'],
  ['Who', 'people', { is_empty: true }, 'CD'],
  ['Files', 'files', { is_not_empty: true }, 'A'],
  ['Author', 'created_by', { contains: 'me' }, 'ABC'],
  ['Author', 'people', { does_not_contain: 'me' }, 'D'],
  ['ID', 'unique_id', { less_than_or_equal_to: 2 }, 'AB'],
  ['Parts', 'relation', { contains: apple }, 'BC'],
  ['Parts', 'relation', { does_not_contain: apple }, 'AD'],
  ['Parts', 'relation', { is_empty: true }, 'AD'],
  ['Checked', 'verification', { status: 'verified' }, 'A'],
  ['Checked', 'verification', { status: 'none' }, 'CD'],
  ['Checked', 'verification', { does_not_equal: 'expired' }, 'ACD'],
  ['Label', 'formula', { string: { equals: 'apple!' } }, 'A'],
  ['Double', 'formula', { number: { greater_than: 5 } }, 'AB'],
  ['Big', 'formula', { checkbox: { equals: true } }, 'B'],
  ['When', 'formula', { date: { after: '2026-03-15' } }, 'B'],
  ['Part sizes', 'rollup', { number: { equals: 4 } }, 'C'],
  ['Last part', 'rollup', { date: { on_or_before: '2026-03-10' } }, 'BC'],
  ['Part kinds', 'rollup', { any: { select: { equals: 'flat' } } }, 'C'],
  ['Part kinds', 'rollup', { every: { select: { equals: 'round' } } }, 'ABD'],
  ['Part kinds', 'rollup', { none: { select: { equals: 'round' } } }, 'AD'],
];

describe('compileFilter', () => {
  it.each(table)('%s: %s %p gives %s', (property, key, condition, expected) => {
    expect(matching({ property, [key]: condition })).toBe(expected);
  });

  it('finds a property by its id, encoded or not', () => {
    const id = workspace.dataSources.get(source)?.properties.find(({ name }) => name === 'Size')?.id ?? '';
    expect(matching({ property: id, number: { equals: 3 } })).toBe('A');
    expect(matching({ property: encodeURIComponent(id), number: { equals: 3 } })).toBe('A');
  });

  it('filters by the page’s own times', () => {
    expect(matching({ timestamp: 'created_time', created_time: { equals: 'today' } })).toBe('ABCD');
    expect(matching({ timestamp: 'last_edited_time', last_edited_time: { before: 'today' } })).toBe('');
  });

  it('combines conditions on two levels', () => {
    const flat = { property: 'Kind', select: { equals: 'flat' } };
    const large = { property: 'Size', number: { greater_than: 5 } };
    const open = { property: 'Open', checkbox: { equals: true } };
    expect(matching({ and: [flat, large] })).toBe('B');
    expect(matching({ or: [open, { and: [flat, large] }] })).toBe('AB');
    expect(matching({ and: [] })).toBe('ABCD');
    expect(matching(undefined)).toBe('ABCD');
  });
});
