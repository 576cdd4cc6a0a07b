import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { multiSelect, numberColumn, plain, status } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';

/** What one writer has for itself: nobody else changes it, so what it must hold is known. */
export interface OwnPlace {
  readonly row: string;
  readonly page: string;
}

/** A workspace with a database and a page in which all make something, and a row and a page for each writer. */
export interface WrittenWorkspace {
  readonly workspace: Workspace;
  readonly dataSource: string;
  readonly shelf: string;
  readonly places: readonly OwnPlace[];
}

export function writtenWorkspace(writers: number): WrittenWorkspace {
  const workspace = createWorkspace({ name: 'Quarry' });
  const shelf = addPage(workspace, { title: 'Shelf', blocks: [paragraph('What is made below this page.')] });
  const dataSource = addDataSource(workspace, {
    database: addDatabase(workspace, { title: 'Log' }),
    name: 'Log',
    columns: [
      plain('Name', 'title'),
      status('Status', { 'To-do': ['Open'], 'In progress': ['Running'], Complete: ['Done'] }),
      numberColumn('Count'),
      multiSelect('Tags', ['red', 'green', 'blue']),
      plain('Notes', 'rich_text'),
    ],
  });
  const places = Array.from({ length: writers }, (_, at) => ({
    row: addRow(workspace, dataSource, { Name: `Row ${at}`, Status: 'Open', Count: 0, Notes: 'as it was' }),
    page: addPage(workspace, {
      title: `Page ${at}`,
      blocks: ['First.', 'Second.', 'Third.'].map((text) => paragraph(text)),
    }),
  }));
  return { workspace, dataSource, shelf, places };
}
