// Rows of the task tracker by person, status and date, with rows beside them that miss one condition each.
import { addRow } from '../../../src/sandbox/build/databases.js';
import { dataSourceNamed, defineTask, personNamed } from '../task.js';

/** Far from every date of the seeded tracker, so that the planted rows decide alone. */
const SINCE = '2027-03-01';

const MATCHING = [
  ['Replace the mooring sensor at Kotka', '2027-03-01'],
  ['Renew the radar licence', '2027-03-19'],
  ['Rewire the ticket gate of pier 9', '2027-06-02'],
] as const;
const MISSING_ONE = [
  ['Repaint the lifeboat davits', 'Bruno Estévez', 'Blocked', '2027-03-19'],
  ['Order the winter grit', 'Hana Sato', 'Ready', '2027-03-19'],
  ['Inspect the linkspan bearings', 'Hana Sato', 'Blocked', '2027-02-28'],
] as const;

export const filteredRows = defineTask({
  id: 'filtered-rows',
  title: 'Filter tasks by person, status and date',
  question: `Which Tasks are assigned to Hana Sato, have the Status Blocked and are Due on or after ${SINCE}, and when are they due?`,
  wholePage: false,
  minimum: {
    requests: 3,
    why: "a search for the database's id, the members for the person's id, the query",
  },
  asks: {
    database: 'Tasks',
    titleColumn: 'Task',
    person: { column: 'Assignee', value: 'Hana Sato' },
    status: { column: 'Status', value: 'Blocked' },
    since: { column: 'Due', value: SINCE },
  },

  plant(workspace) {
    const tasks = dataSourceNamed(workspace, 'Tasks').id;
    const add = (title: string, person: string, status: string, due: string) =>
      addRow(workspace, tasks, {
        Task: title,
        Assignee: [personNamed(workspace, person)],
        Status: status,
        Due: due,
      });
    for (const [title, due] of MATCHING) {
      add(title, 'Hana Sato', 'Blocked', due);
    }
    for (const [title, person, status, due] of MISSING_ONE) {
      add(title, person, status, due);
    }
  },

  facts: MATCHING.flat(),
  absent: MISSING_ONE.map(([title]) => title),
});
