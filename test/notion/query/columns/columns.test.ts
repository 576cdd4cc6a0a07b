import { describe, expect, it } from '@jest/globals';
import { chooseColumns } from '../../../../src/notion/query/columns/columns.js';
import { refusal } from '../expect-input-error.js';
import { schemaOf, taskSchema } from '../schema-example.js';

function chosen(names?: string[]): string[] {
  return chooseColumns(taskSchema, names).columns.map((column) => column.name);
}

describe('chooseColumns', () => {
  it('shows by itself what tells most, and says what it leaves out', () => {
    expect(chosen()).toEqual(['Task', 'Ref', 'Status', 'Priority', 'Assignee', 'Due', 'Project', 'Tags']);
    const { columns, omitted } = chooseColumns(taskSchema);
    expect([...columns.map(({ name }) => name), ...omitted].toSorted()).toEqual(
      Object.keys(taskSchema).toSorted(),
    );
  });

  it('shows the caller’s columns in the caller’s order, the title first, each once', () => {
    expect(chosen(['due', 'Notes', 'Task', 'Due'])).toEqual(['Task', 'Due', 'Notes']);
  });

  it('shows all for *', () => {
    expect(chosen(['*'])).toHaveLength(Object.keys(taskSchema).length - 1);
    expect(chooseColumns(taskSchema, ['*']).omitted).toEqual(['Do it']);
    expect(chosen(['Do it'])).toEqual(['Task', 'Do it']);
  });

  it('shows all for the word, unless a column is called so', () => {
    expect(chosen([' All'])).toEqual(chosen(['*']));
    const schema = schemaOf(['Task', 'title', {}], ['All', 'date', {}], ['Due', 'date', {}]);
    expect(chooseColumns(schema, ['all']).columns.map(({ name }) => name)).toEqual(['Task', 'All']);
  });

  it('reads a list in one text, where no column is called so', () => {
    expect(chosen(['Due, notes'])).toEqual(['Task', 'Due', 'Notes']);
    const schema = schemaOf(['Task', 'title', {}], ['Due, notes', 'date', {}], ['Due', 'date', {}]);
    expect(chooseColumns(schema, ['Due, notes']).columns.map(({ name }) => name)).toEqual([
      'Task',
      'Due, notes',
    ]);
    expect(refusal(() => chosen(['Due, Ntoes'])).advice).toContain('Did you mean "Notes"?');
  });

  it('refuses an unknown name', () => {
    const { argument, advice } = refusal(() => chosen(['Due', 'Prority']));
    expect(argument).toBe('columns[1]');
    expect(advice).toContain('Did you mean "Priority"?');
  });
});
