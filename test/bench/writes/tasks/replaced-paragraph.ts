import assert from 'node:assert/strict';
import { bullet, callout, heading, paragraph, toDo } from '../../../../src/sandbox/build/blocks.js';
import { mentionUser } from '../../../../src/sandbox/build/text.js';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import { personNamed } from '../../task.js';
import { linesOf } from '../workspace-state.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Refund rules';
const OLD = 'Refunds are paid within fourteen days.';
const NEW = 'Refunds are paid within ten days, and on the same day after a cancellation.';
/** Its place among the blocks. */
const AT = 2;

export const replacedParagraph: WriteTask = {
  title: 'One paragraph replaced',
  request: `In ${TITLE}, replace “${OLD}” with “${NEW}” Leave everything else.`,

  plant(workspace) {
    addPage(workspace, {
      title: TITLE,
      blocks: [
        paragraph([
          'Kept by ',
          mentionUser(personNamed(workspace, 'June Park')),
          ', see **the fares engine**.',
        ]),
        heading(2, 'Time'),
        paragraph(OLD),
        callout('💶', 'Cards are refunded *by their issuer*.'),
        bullet('Season tickets', bullet('by the day')),
        toDo('Ask the bank about the new terminals', false),
      ],
    });
  },

  ours: (session) => session.call('notion_edit_page', { page: TITLE, edits: [{ find: OLD, replace: NEW }] }),

  async official(session) {
    const page = await find(session, 'page', TITLE);
    await ask(session, 'update-page-markdown', {
      page_id: page.id,
      type: 'update_content',
      update_content: { content_updates: [{ old_str: OLD, new_str: NEW }] },
    });
  },

  check({ before, after }) {
    const [old, page] = [before.page(TITLE), after.page(TITLE)];
    assert.deepEqual(linesOf(page), linesOf(old).with(AT, NEW));
    assert.deepEqual(page.blocks.toSpliced(AT, 1), old.blocks.toSpliced(AT, 1));
    return [page.id];
  },
};
