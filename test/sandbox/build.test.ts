import { describe, expect, it } from '@jest/globals';
import { plain, relation, select } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { literal, rich } from '../../src/sandbox/build/text.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { presentPage } from '../../src/sandbox/present/page.js';

const workspace = createWorkspace();

function addSource(name: string): string {
  const database = addDatabase(workspace, { title: name });
  return addDataSource(workspace, {
    database,
    name,
    columns: [plain('Name', 'title'), select('Kind', ['a', 'b'])],
  });
}

describe('rich', () => {
  it('reads light markup and leaves exact runs alone', () => {
    expect(rich(['a **b** `c*d*`', literal('**x**')])).toEqual([
      { kind: 'text', content: 'a ' },
      { kind: 'text', content: 'b', style: { bold: true } },
      { kind: 'text', content: ' ' },
      { kind: 'text', content: 'c*d*', style: { code: true } },
      { kind: 'text', content: '**x**' },
    ]);
  });
});

describe('addRow', () => {
  it('enters a two-way relation on both sides', () => {
    const left = addSource('Left');
    const right = addSource('Right');
    addColumns(workspace, left, [relation('Rights', right, 'Lefts')]);
    addColumns(workspace, right, [relation('Lefts', left, 'Rights')]);
    const target = addRow(workspace, right, { Name: 'target' });
    const rows = [1, 2].map((index) => addRow(workspace, left, { Name: `row ${index}`, Rights: [target] }));
    const page = workspace.pages.get(target);
    expect(page && presentPage(workspace, page)).toHaveProperty('properties.Lefts', {
      id: expect.any(String),
      type: 'relation',
      relation: rows.map((id) => ({ id })),
      has_more: false,
    });
  });

  it.each([
    [{ Nme: 'typo' }, 'has no column "Nme"'],
    [{ Kind: 'c' }, 'The column "Kind" cannot hold "c"'],
    [{ Name: 5 }, 'The column "Name" cannot hold 5'],
  ])('refuses %p', (cells, message) => {
    const source = addSource('Strict');
    expect(() => addRow(workspace, source, cells)).toThrow(message);
  });
});
