import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { listTool } from '../../../src/mcp/calls/tool-listing.js';
import { parseArguments } from '../../../src/mcp/arguments/parse-arguments.js';
import { inputJsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import tool from '../../../tools/notion-query-database.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';
let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

afterAll(() => notion.close());

interface Row {
  readonly [column: string]: string;
}

/** The rows of an answer's table by column name. */
async function rowsOf(where: object, columns: readonly string[], more: object = {}): Promise<Row[]> {
  const answer = await notion.call(TOOL, { database: 'Tasks', where, columns, limit: 100, ...more });
  const [head = [], ...rows] = answer
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
  return rows.map((cells) =>
    Object.fromEntries(head.map((name, index) => [name, cells[index]?.trim() ?? ''])),
  );
}

const status = (value: string): object => ({ property: 'Status', operator: 'equals', value });
const priority = (value: string): object => ({ property: 'Priority', operator: 'equals', value });

describe('conditions in groups', () => {
  it('any inside all', async () => {
    const rows = await rowsOf(
      [{ any: [status('Blocked'), priority('Urgent')] }, status('Blocked')],
      ['Status'],
    );
    expect(rows).toHaveLength((await rowsOf([status('Blocked')], ['Status'])).length);
    const mixed = await rowsOf(
      [{ any: [status('Blocked'), status('Ready')] }, { any: [priority('High'), priority('Low')] }],
      ['Status', 'Priority'],
    );
    expect(new Set(mixed.map((row) => row['Status']))).toEqual(new Set(['Blocked', 'Ready']));
    expect(new Set(mixed.map((row) => row['Priority']))).toEqual(new Set(['High', 'Low']));
  });

  it('all inside any, with a person who is named', async () => {
    const hana = { property: 'Assignee', operator: 'contains', value: 'Hana Sato' };
    const rows = await rowsOf([{ all: [hana, status('Done')] }, status('Blocked')], ['Status', 'Assignee'], {
      match: 'any',
    });
    expect(rows.some((row) => row['Status'] === 'Done')).toBe(true);
    expect(rows.some((row) => row['Status'] === 'Blocked' && row['Assignee'] !== 'Hana Sato')).toBe(true);
    expect(
      rows.every(
        (row) => row['Status'] === 'Blocked' || (row['Status'] === 'Done' && row['Assignee'] === 'Hana Sato'),
      ),
    ).toBe(true);
  });

  it('columns and values without operators, and says what was asked', async () => {
    const answer = await notion.call(TOOL, {
      database: 'Tasks',
      where: { Status: 'Blocked', Assignee: 'Hana Sato' },
      columns: ['Status', 'Assignee'],
    });
    expect(answer).toContain('Asked: "Status" equals "Blocked".\nAsked: "Assignee" contains "Hana Sato".');
    expect(answer).toMatch(/\| Blocked +\| Hana Sato/);
  });

  it('a name with a false value, which is no argument that was left out', async () => {
    const rows = await rowsOf({ 'Customer waiting': false }, ['Customer waiting']);
    expect(new Set(rows.map((row) => row['Customer waiting']))).toEqual(new Set(['no']));
  });

  it('several people in one text', async () => {
    const where = { Assignee: 'Hana Sato, Ivar Holt' };
    const names = (await rowsOf(where, ['Assignee'])).map((row) => row['Assignee'] ?? '');
    expect(names.some((name) => name.includes('Hana Sato'))).toBe(true);
    expect(names.some((name) => name.includes('Ivar Holt'))).toBe(true);
    expect(names.every((name) => /Hana Sato|Ivar Holt/.test(name))).toBe(true);
    await expect(rowsOf({ Assignee: 'Hana Sato, Nobody Known' }, [])).rejects.toThrow('No member');
  });

  it('writes three levels out in two', async () => {
    const people = { property: 'Assignee', operator: 'contains', value: ['Hana Sato', 'Bruno Estévez'] };
    const rows = await rowsOf(
      [{ all: [people, status('Done')] }, priority('Urgent')],
      ['Status', 'Priority', 'Assignee'],
      {
        match: 'any',
      },
    );
    const fits = (row: Row): boolean =>
      row['Priority'] === 'Urgent' ||
      (row['Status'] === 'Done' && /Hana Sato|Bruno Estévez/.test(row['Assignee'] ?? ''));
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter((row) => !fits(row))).toEqual([]);
    expect(rows.some((row) => row['Assignee'] === 'Bruno Estévez' && row['Priority'] !== 'Urgent')).toBe(
      true,
    );
  });

  it('names the condition in the group that is wrong', async () => {
    await expect(
      notion.call(TOOL, { database: 'Tasks', where: [{ any: [status('Done'), status('Finished')] }] }),
    ).rejects.toMatchObject({ argument: 'where[0].any[1].value', advice: expect.stringContaining('"Done"') });
  });
});

describe('conditions on what is computed', () => {
  it.each<[string, object, (row: Row) => boolean]>([
    ['Summary', { operator: 'contains', value: 'Blocked' }, (row) => /Blocked/.test(row['Summary'] ?? '')],
    ['Summary', { operator: 'equals', value: ['no such'] }, () => false],
    ['Cost', { operator: 'greater_than', value: 2000 }, (row) => Number(row['Cost']) > 2000],
    ['Cost', { operator: 'equals', value: '650' }, (row) => row['Cost'] === '650'],
    ['Cost', { operator: 'is_empty' }, (row) => (row['Cost'] ?? '') === ''],
    ['Overdue', { operator: 'equals', value: true }, (row) => row['Overdue'] === 'yes'],
    ['Overdue', { operator: 'equals', value: 'yes' }, (row) => row['Overdue'] === 'yes'],
    [
      'Review on',
      { operator: 'before', value: '2026-10-20' },
      (row) => (row['Review on'] ?? '') < '2026-10-20',
    ],
    ['Project stage', { operator: 'equals', value: 'Active' }, (row) => row['Project stage'] === 'Active'],
    [
      'Project stage',
      { operator: 'equals', value: ['Active', 'Planned'] },
      (row) => ['Active', 'Planned'].includes(row['Project stage'] ?? ''),
    ],
    [
      'Project stage',
      { operator: 'none:equals', value: 'Active' },
      (row) => row['Project stage'] !== 'Active',
    ],
    [
      'Project budget',
      { operator: 'less_than', value: 12000 },
      (row) => Number(row['Project budget']?.replace(/[€,]/g, '')) < 12000,
    ],
    [
      'Project deadline',
      { operator: 'on_or_after', value: '2027-01-01' },
      (row) => (row['Project deadline'] ?? '') >= '2027-01-01',
    ],
  ])('%s %j', async (property, condition, fits) => {
    const rows = await rowsOf([{ property, ...condition }], [property]);
    expect(rows.filter((row) => !fits(row))).toEqual([]);
    if (!JSON.stringify(condition).includes('no such')) {
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThan(200);
    }
  });

  it('refuses what the rolled-up column does not have', async () => {
    const where = [{ property: 'Project stage', operator: 'equals', value: 'Sunk' }];
    await expect(notion.call(TOOL, { database: 'Tasks', where })).rejects.toMatchObject({
      argument: 'where[0].value',
      advice: expect.stringContaining('"Shipped"'),
    });
  });
});

describe('the published schema', () => {
  it('stays small', () => {
    expect(countTokens(JSON.stringify(listTool(tool)))).toBeLessThanOrEqual(730);
  });

  it('takes lists and numbers inside groups, and groups as JSON text', () => {
    const group = { any: [{ property: 'Estimate', operator: 'equals', value: 3 }] };
    const parse = (where: unknown): unknown =>
      parseArguments(tool, inputJsonSchema(tool.input), { database: 'Tasks', where });
    const expected = { ok: true, value: expect.objectContaining({ where: [group] }) };
    expect(parse([group])).toEqual(expected);
    expect(parse(JSON.stringify([group]))).toEqual(expected);
    expect(parse([{ any: JSON.stringify(group.any) }])).toEqual(expected);
    expect(parse([{ any: [{ all: group.any }] }])).toMatchObject({ ok: true });
    expect(parse([{ any: [{ all: [{ any: group.any }] }] }])).toMatchObject({ ok: false });
  });
});
