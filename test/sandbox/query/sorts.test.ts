import { describe, expect, it } from '@jest/globals';
import { numberColumn, plain, select } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { compileSorts } from '../../../src/sandbox/query/sorts.js';
import { pageTitle } from '../../../src/sandbox/titles.js';

const workspace = createWorkspace();
const source = addDataSource(workspace, {
  database: addDatabase(workspace, { title: 'Sorted' }),
  name: 'Sorted',
  columns: [
    plain('Name', 'title'),
    numberColumn('Size'),
    select('Rank', ['low', 'high', 'top']),
    plain('Day', 'date'),
    plain('Open', 'checkbox'),
  ],
});
const at = (day: number) => ({ created: new Date(Date.UTC(2026, 0, day)) });
addRow(workspace, source, { Name: 'b10', Size: 2, Rank: 'top', Day: '2026-02-01', Open: true }, at(3));
addRow(workspace, source, { Name: 'B9', Size: 10, Rank: 'low', Day: '2026-01-01T10:00:00Z' }, at(1));
addRow(workspace, source, { Name: 'a1', Rank: 'high', Open: true }, at(2));

function sorted(sorts: unknown): string[] {
  const record = workspace.dataSources.get(source);
  if (record === undefined) {
    throw new Error('no source');
  }
  return record.rows
    .flatMap((id) => workspace.pages.get(id) ?? [])
    .toSorted(compileSorts(sorts, workspace, record))
    .map((row) => pageTitle(row));
}

describe('compileSorts', () => {
  it.each([
    ['Name', 'ascending', ['a1', 'B9', 'b10']],
    ['Name', 'descending', ['b10', 'B9', 'a1']],
    ['Size', 'ascending', ['b10', 'B9', 'a1']],
    ['Size', 'descending', ['B9', 'b10', 'a1']],
    ['Rank', 'ascending', ['B9', 'a1', 'b10']],
    ['Day', 'ascending', ['B9', 'b10', 'a1']],
    ['Open', 'descending', ['b10', 'a1', 'B9']],
  ])('%s %s', (property, direction, expected) => {
    expect(sorted([{ property, direction }])).toEqual(expected);
  });

  it('sorts by time', () => {
    expect(sorted([{ timestamp: 'created_time', direction: 'descending' }])).toEqual(['b10', 'a1', 'B9']);
    expect(sorted([{ timestamp: 'last_edited_time', direction: 'ascending' }])).toEqual(['B9', 'a1', 'b10']);
  });

  it('lets earlier entries win', () => {
    const open = { property: 'Open', direction: 'ascending' };
    expect(sorted([open, { property: 'Name', direction: 'descending' }])).toEqual(['B9', 'b10', 'a1']);
  });

  it('keeps the order of creation when nothing is asked', () => {
    expect(sorted(undefined)).toEqual(['b10', 'B9', 'a1']);
  });
});
