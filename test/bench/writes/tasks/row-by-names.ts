import assert from 'node:assert/strict';
import { all, ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Paint the tide gauge';
const PERSON = 'Hana Sato';
const PROJECT = 'Passenger counts';

export const rowByNames: WriteTask = {
  title: 'A row, by names',
  request: `Add ${TITLE} to Tasks: ready, priority high, labels docs and mobile, for ${PERSON}, due 2026-12-11, project ${PROJECT}.`,

  ours: (session) =>
    session.call('notion_create_pages', {
      parent: 'Tasks',
      pages: [
        {
          title: TITLE,
          properties: {
            Status: 'Ready',
            Priority: 'High',
            Labels: ['docs', 'mobile'],
            Assignee: PERSON,
            Due: '2026-12-11',
            Project: PROJECT,
          },
        },
      ],
    }),

  async official(session) {
    const source = await find(session, 'data_source', 'Tasks');
    const users = await all(session, 'get-users', {});
    const project = await find(session, 'page', PROJECT);
    await ask(session, 'post-page', {
      parent: { database_id: source.parent.database_id },
      properties: {
        Task: { title: [{ text: { content: TITLE } }] },
        Status: { status: { name: 'Ready' } },
        Priority: { select: { name: 'High' } },
        Labels: { multi_select: [{ name: 'docs' }, { name: 'mobile' }] },
        Assignee: { people: [{ id: users.find(({ name }) => name === PERSON)?.id }] },
        Due: { date: { start: '2026-12-11' } },
        Project: { relation: [{ id: project.id }] },
      },
    });
  },

  check({ after }) {
    const cells = ['Status', 'Priority', 'Labels', 'Assignee', 'Due', 'Project'];
    assert.deepEqual(
      cells.map((name) => after.cell(TITLE, name)),
      ['Ready', 'High', ['docs', 'mobile'], [PERSON], '2026-12-11', [PROJECT]],
    );
    return [after.page(TITLE).id, after.page(PROJECT).id, after.database('Tasks').id];
  },
};
