import assert from 'node:assert/strict';
import { plain, select } from '../../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../../src/sandbox/build/databases.js';
import { ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import type { WriteTask } from '../write-task.js';

const DATABASE = 'Buoys';
const OPTIONS = ['Lit', 'Dark', 'Adrift'];
const ADDED = 'Missing';

/** What is read of a column's options in Notion's JSON. */
interface Column {
  readonly select?: { readonly options: readonly { readonly id: string; readonly name: string }[] };
}

export const schemaChange: WriteTask = {
  title: 'An option added, a column renamed',
  request: `In ${DATABASE}, add the condition ${ADDED}, and call Checked Last checked.`,

  plant(workspace) {
    const database = addDatabase(workspace, { title: DATABASE });
    const source = addDataSource(workspace, {
      database,
      name: DATABASE,
      columns: [plain('Buoy', 'title'), select('Condition', OPTIONS), plain('Checked', 'date')],
    });
    for (const [index, Condition] of OPTIONS.entries()) {
      addRow(workspace, source, { Buoy: `Buoy ${index + 1}`, Condition, Checked: '2026-10-0' + (index + 1) });
    }
  },

  ours: (session) =>
    session.call('notion_edit_database', {
      database: DATABASE,
      add_options: { Condition: [ADDED] },
      rename: { Checked: 'Last checked' },
    }),

  /** Options that the list leaves out are lost: it is sent whole. */
  async official(session) {
    const source = await find(session, 'data_source', DATABASE);
    const { options = [] } = (source.properties['Condition'] as Column | undefined)?.select ?? {};
    await ask(session, 'update-a-data-source', {
      data_source_id: source.id,
      properties: {
        Condition: {
          select: { options: [...options.map(({ id, name }) => ({ id, name })), { name: ADDED }] },
        },
        Checked: { name: 'Last checked' },
      },
    });
  },

  check({ before, after }) {
    const [old, database] = [before.database(DATABASE), after.database(DATABASE)];
    const [title, condition, checked] = database.source.properties;
    const [oldTitle, oldCondition, oldChecked] = old.source.properties;
    assert.deepEqual(title, oldTitle);
    assert.deepEqual(checked, { ...oldChecked, name: 'Last checked' });
    assert.ok(condition?.type === 'select' && oldCondition?.type === 'select');
    assert.deepEqual(condition.options.slice(0, -1), oldCondition.options);
    assert.equal(condition.options.at(-1)?.name, ADDED);
    // The rows are as they were: they are not among what was to change.
    return [database.id];
  },
};
