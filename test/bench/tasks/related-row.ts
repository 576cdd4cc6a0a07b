// One row whose relation and rollups go past the 25 entries that Notion puts into a page.
import { addRow } from '../../../src/sandbox/build/databases.js';
import { dataSourceNamed, defineTask } from '../task.js';

const PROJECT = 'Tidal gate renewal';
const PACKAGES = 28;
/** Only the last package is dear and late: sums and dates over the first 25 are wrong. */
const [LAST_ESTIMATE, LAST_DUE] = [234.5, '2031-08-17'];

const titles = Array.from({ length: PACKAGES }, (_, index) => `Gate work package ${index + 101}`);

export const relatedRow = defineTask({
  id: 'related-row',
  title: 'One row with relations and rollups',
  question: `Which Tasks belong to the project ${PROJECT}, and what are its Estimate total and its Last due?`,
  wholePage: false,
  minimum: {
    requests: 5,
    why: 'a search for the database (its columns name the related one), the row, the related titles in one query, and each of the two rollups in full',
  },
  asks: {
    database: 'Projects',
    titleColumn: 'Project',
    title: PROJECT,
    relation: 'Tasks',
    /** The relation as the related database sees it. */
    reverse: 'Project',
    rollups: ['Estimate total', 'Last due'],
  },

  plant(workspace) {
    const project = addRow(workspace, dataSourceNamed(workspace, 'Projects').id, {
      Project: PROJECT,
      Stage: 'Active',
      Team: 'Harbour',
    });
    for (const [index, title] of titles.entries()) {
      const last = index === PACKAGES - 1;
      addRow(workspace, dataSourceNamed(workspace, 'Tasks').id, {
        Task: title,
        Status: 'Backlog',
        Estimate: last ? LAST_ESTIMATE : 40,
        Due: last ? LAST_DUE : '2028-01-10',
        Project: [project],
      });
    }
  },

  facts: [...titles, /1,?314\.5\b/, LAST_DUE],
});
