import assert from 'node:assert/strict';
import { addRow } from '../../../../src/sandbox/build/databases.js';
import { all, ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import { dataSourceNamed, personNamed } from '../../task.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Inspect the fog horn';
const PERSON = 'Grace Okafor';

export const properties: WriteTask = {
  title: 'Three properties set, one cleared',
  request: `${TITLE} is in review now, with ${PERSON}, due 2026-12-18; take its estimate away.`,

  plant(workspace) {
    addRow(workspace, dataSourceNamed(workspace, 'Tasks').id, {
      Task: TITLE,
      Status: 'In progress',
      Priority: 'Low',
      Assignee: [personNamed(workspace, 'Hana Sato')],
      Due: '2026-12-01',
      Estimate: 3,
    });
  },

  ours: (session) =>
    session.call('notion_set_properties', {
      pages: [TITLE],
      set: { Status: 'In review', Assignee: PERSON, Due: '2026-12-18', Estimate: null },
    }),

  async official(session) {
    const page = await find(session, 'page', TITLE);
    const users = await all(session, 'get-users', {});
    await ask(session, 'patch-page', {
      page_id: page.id,
      properties: {
        Status: { status: { name: 'In review' } },
        Assignee: { people: [{ id: users.find(({ name }) => name === PERSON)?.id }] },
        Due: { date: { start: '2026-12-18' } },
        Estimate: { number: null },
      },
    });
  },

  check({ after }) {
    const cells = ['Status', 'Assignee', 'Due', 'Estimate', 'Priority'];
    assert.deepEqual(
      cells.map((name) => after.cell(TITLE, name)),
      ['In review', [PERSON], '2026-12-18', null, 'Low'],
    );
    return [after.page(TITLE).id];
  },
};
