import assert from 'node:assert/strict';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import type { WriteTask } from '../write-task.js';

const PAGE = 'Purchasing';
const TITLE = 'Suppliers';
const STAGES = ['Asked', 'Signed', 'Left'];

export const newDatabase: WriteTask = {
  title: 'A database with a relation and options',
  request: `Below ${PAGE}, make a database ${TITLE}: Supplier, Stage (${STAGES.join(', ')}), Volume in euros, and Tasks, related to the tasks.`,

  plant(workspace) {
    addPage(workspace, { title: PAGE });
  },

  ours: (session) =>
    session.call('notion_edit_database', {
      create_in: PAGE,
      title: TITLE,
      add: {
        Supplier: 'title',
        Stage: { type: 'select', options: STAGES },
        Volume: { type: 'number', format: 'euro' },
        Tasks: { type: 'relation', to: 'Tasks' },
      },
    }),

  official: {
    cannot:
      'it has no tool for new databases; API-create-a-data-source takes a page as its parent, and Notion wants a database there',
    tool: 'API-create-a-database',
  },

  check({ after }) {
    const database = after.database(TITLE);
    const page = after.page(PAGE);
    const related = after.database('Tasks').source.id;
    assert.ok(database.parent.kind === 'page' && database.parent.id === page.id);
    const columns = database.source.properties.map((column) => {
      switch (column.type) {
        case 'select':
          return [column.name, column.type, column.options.map(({ name }) => name)];
        case 'number':
          return [column.name, column.type, column.format];
        case 'relation':
          return [column.name, column.type, column.dataSourceId];
        default:
          return [column.name, column.type];
      }
    });
    assert.deepEqual(columns, [
      ['Supplier', 'title'],
      ['Stage', 'select', STAGES],
      ['Volume', 'number', 'euro'],
      ['Tasks', 'relation', related],
    ]);
    return [page.id, database.id];
  },
};
