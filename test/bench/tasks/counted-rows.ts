// A log of 1,200 crossings, each related to a task of the tracker, counted by status.
import { numberColumn, plain, relation, select, status } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { inTurn } from '../../harness/in-turn.js';
import { dataSourceNamed, defineTask, personNamed } from '../task.js';

const COUNTS: Readonly<Record<string, number>> = {
  Planned: 217,
  'Under way': 96,
  Landed: 803,
  Cancelled: 84,
};
const VESSELS = ['Grey Heron', 'Little Auk', 'Sandpiper'];
const SKIPPERS = ['Hana Sato', 'Dmitri Holt', 'Ivar Holt', 'June Park'];
const CREATED = new Date('2026-02-02T08:00:00Z');

export const countedRows = defineTask({
  id: 'counted-rows',
  title: 'Counts per status over 1,200 rows',
  question: 'How many Crossings are there in each Status?',
  wholePage: false,
  minimum: {
    requests: 15,
    why: "a search for the database's id, and 1,200 rows at 100 to a request; 12 requests do in 12 rounds, 14 in 3: the oldest rows, the newest, and twelve windows of time for what lies between",
  },
  asks: { database: 'Crossings', column: 'Status', values: Object.keys(COUNTS) },

  plant(workspace) {
    const tasks = dataSourceNamed(workspace, 'Tasks');
    const database = addDatabase(workspace, { title: 'Crossings', created: CREATED });
    const source = addDataSource(workspace, {
      database,
      name: 'Crossings',
      columns: [
        plain('Crossing', 'title'),
        status('Status', {
          'To-do': ['Planned'],
          'In progress': ['Under way'],
          Complete: ['Landed', 'Cancelled'],
        }),
        select('Vessel', VESSELS),
        plain('Departure', 'date'),
        plain('Skipper', 'people'),
        numberColumn('Passengers'),
        plain('Remarks', 'rich_text'),
        relation('Follow-up', tasks.id),
      ],
    });
    const left = new Map(Object.entries(COUNTS));
    for (let index = 0; left.size > 0; index += 1) {
      const [kind, count] = inTurn([...left], index);
      if (count === 1) {
        left.delete(kind);
      } else {
        left.set(kind, count - 1);
      }
      addRow(
        workspace,
        source,
        {
          Crossing: `Crossing ${index + 1001}`,
          Status: kind,
          Vessel: inTurn(VESSELS, index),
          Departure: new Date(CREATED.getTime() + index * 6 * 3_600_000).toISOString().slice(0, 10),
          Skipper: [personNamed(workspace, inTurn(SKIPPERS, index))],
          Passengers: (index * 37) % 400,
          Remarks: index % 3 === 0 ? `Pier ${1 + (index % 9)}, on time.` : [],
          'Follow-up': index % 5 === 0 ? [inTurn(tasks.rows.slice(0, 200), index)] : [],
        },
        { created: new Date(CREATED.getTime() + index * 60_000) },
      );
    }
  },

  facts: Object.entries(COUNTS).map(([name, count]) => new RegExp(`${name}[^\\d\\n]*\\b${count}\\b`)),
});
