import assert from 'node:assert/strict';
import { addRow } from '../../../../src/sandbox/build/databases.js';
import { find } from '../../servers/notionhq-notion-mcp-server.js';
import { dataSourceNamed } from '../../task.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Replace the ramp lights';

export const refusals: WriteTask = {
  title: 'A mistyped option and a computed column refused',
  request: `Set the priority of ${TITLE} to Urgnet, and its Cost to 500.`,

  plant(workspace) {
    addRow(workspace, dataSourceNamed(workspace, 'Tasks').id, { Task: TITLE, Priority: 'Low', Estimate: 2 });
  },

  ours: async (session) => {
    const answer = session.call('notion_set_properties', {
      pages: [TITLE],
      set: { Priority: 'Urgnet', Cost: 500 },
    });
    await assert.rejects(answer, 'It was not refused.');
  },

  /**
   * Notion would make the mistyped option. A careful model compares with the schema before it sends anything, and is
   * credited with seeing both.
   */
  async official(session) {
    await find(session, 'data_source', 'Tasks');
  },

  check({ answers }) {
    assert.match(answers, /Urgent/, 'The answer does not name the nearest option.');
    assert.match(
      answers,
      /"Cost".{0,100}(?:computed|formula)/s,
      'The answer does not say that Cost is computed.',
    );
    return [];
  },
};
