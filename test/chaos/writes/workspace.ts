import { bullet, heading, paragraph, toDo } from '../../../src/sandbox/build/blocks.js';
import {
  defineColumn,
  multiSelect,
  numberColumn,
  plain,
  relation,
  select,
  status,
} from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addTemplate } from '../../../src/sandbox/build/templates.js';
import { addComment, addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';

/** What one writer has for itself: nobody else changes it, so what it must hold is known. */
export interface OwnPlace {
  readonly rows: readonly string[];
  /** With text, lists and to-dos. */
  readonly pages: readonly string[];
  /** A page with the leaves, and another one to which they are moved. */
  readonly home: string;
  readonly attic: string;
  readonly leaves: readonly string[];
  readonly database: string;
  readonly dataSource: string;
  /** Ids of columns that get other names. */
  readonly renamed: readonly string[];
  /** A comment of this connection on a leaf, and its discussion. */
  readonly comment: string;
  readonly discussion: string;
}

/** A workspace with a database and a page in which all make something, and places for each writer. */
export interface WrittenWorkspace {
  readonly workspace: Workspace;
  readonly dataSource: string;
  readonly shelf: string;
  /** Id of the column of files. */
  readonly files: string;
  readonly places: readonly OwnPlace[];
}

const ROWS = 6;
const PAGES = 4;
const LEAVES = 5;

export function writtenWorkspace(writers: number): WrittenWorkspace {
  const workspace = createWorkspace({ name: 'Quarry' });
  const shelf = addPage(workspace, { title: 'Shelf', blocks: [paragraph('What is made below this page.')] });
  const database = addDatabase(workspace, { title: 'Log' });
  const dataSource = addDataSource(workspace, {
    database,
    name: 'Log',
    columns: [
      plain('Name', 'title'),
      status('Status', { 'To-do': ['Open'], 'In progress': ['Running'], Complete: ['Done'] }),
      numberColumn('Count'),
      multiSelect('Tags', ['red', 'green', 'blue']),
      plain('Notes', 'rich_text'),
      plain('Due', 'date'),
      plain('Ready', 'checkbox'),
      plain('Link', 'url'),
      plain('Files', 'files'),
    ],
  });
  const properties = workspace.dataSources.get(dataSource)?.properties ?? [];
  properties.push(defineColumn(dataSource, relation('Related', dataSource)));
  addTemplate(workspace, dataSource, { name: 'Report', blocks: [heading(2, 'Findings')], delay: 3 });
  const files = properties.find(({ name }) => name === 'Files')?.id ?? '';
  const places = Array.from({ length: writers }, (_, at) => ownPlace(workspace, dataSource, at));
  return { workspace, dataSource, shelf, files, places };
}

function ownPlace(workspace: Workspace, log: string, at: number): OwnPlace {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    addRow(workspace, log, { Name: `Row ${at}.${row}`, Status: 'Open', Count: 0, Notes: 'as it was' }),
  );
  const pages = Array.from({ length: PAGES }, (_, page) =>
    addPage(workspace, {
      title: `Page ${at}.${page}`,
      blocks: [
        ...['First.', 'Second.', 'Third.', 'Fourth.', 'Fifth.'].map((text) => paragraph(text)),
        bullet('An entry', bullet('below it')),
        ...['Sweep', 'Dig', 'Carry'].map((text) => toDo(text, false)),
        heading(2, 'Heading'),
        paragraph('At its end.'),
      ],
    }),
  );
  const home = addPage(workspace, { title: `Home ${at}`, blocks: [paragraph('Leaves lie here.')] });
  const attic = addPage(workspace, { title: `Attic ${at}` });
  const leaves = Array.from({ length: LEAVES }, (_, leaf) =>
    addPage(workspace, {
      title: `Leaf ${at}.${leaf}`,
      parent: { kind: 'page', id: home },
      blocks: [paragraph('On a leaf.')],
    }),
  );
  const database = addDatabase(workspace, { title: `Stock ${at}`, parent: { kind: 'page', id: home } });
  const dataSource = addDataSource(workspace, {
    database,
    name: `Stock ${at}`,
    columns: [
      plain('Name', 'title'),
      select('Kind', ['Stone', 'Sand']),
      multiSelect('Marks', ['wet', 'dry']),
      numberColumn('Amount'),
      plain('Place', 'rich_text'),
      plain('Seen', 'date'),
    ],
  });
  addRow(workspace, dataSource, { Name: `Pile ${at}`, Kind: 'Stone', Amount: 3 });
  const comment = addComment(workspace, {
    on: { kind: 'page', id: leaves[0] ?? '' },
    text: `As it was ${at}.`,
    author: workspace.botId,
  });
  const discussion = workspace.comments.find(({ id }) => id === comment)?.discussionId ?? '';
  const renamed = (workspace.dataSources.get(dataSource)?.properties ?? [])
    .filter(({ name }) => name === 'Place' || name === 'Seen')
    .map(({ id }) => id);
  return { rows, pages, home, attic, leaves, database, dataSource, renamed, comment, discussion };
}
