import assert from 'node:assert/strict';
import { heading, paragraph } from '../../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { ask, find, readMarkdown } from '../../servers/notionhq-notion-mcp-server.js';
import { linesOf } from '../workspace-state.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Berth inventory';
const SECTION = 'North quay';
const LAST = 'The list was begun at the crane.';
/** More than Notion takes in one request. */
const ITEMS = Array.from(
  { length: 130 },
  (_, index) => `Bollard ${index + 1}, ${200 + ((index * 7) % 90)} kN`,
);
const ADDED = ITEMS.map((item) => `- ${item}`).join('\n');

export const manyBlocks: WriteTask = {
  title: '130 blocks into the middle of a page',
  request: `Add this list of 130 bollards at the end of the section ${SECTION} of ${TITLE}.`,

  plant(workspace) {
    addPage(workspace, {
      title: TITLE,
      blocks: [
        paragraph('Counted every spring.'),
        heading(2, SECTION),
        paragraph(LAST),
        heading(2, 'South quay'),
        paragraph('Nothing was counted yet.'),
      ],
    });
  },

  ours: (session) =>
    session.call('notion_add_content', { page: TITLE, content: ADDED, where: `end of: ${SECTION}` }),

  async official(session) {
    const page = await find(session, 'page', TITLE);
    await readMarkdown(session, page.id);
    await ask(session, 'update-page-markdown', {
      page_id: page.id,
      type: 'update_content',
      update_content: { content_updates: [{ old_str: LAST, new_str: `${LAST}\n${ADDED}` }] },
    });
  },

  check({ before, after }) {
    const old = before.page(TITLE);
    const page = after.page(TITLE);
    const lines = linesOf(old);
    assert.deepEqual(linesOf(page), [...lines.slice(0, 3), ...ITEMS, ...lines.slice(3)]);
    assert.ok(page.blocks.slice(3, -2).every(({ content }) => content.type === 'bulleted_list_item'));
    assert.deepEqual([...page.blocks.slice(0, 3), ...page.blocks.slice(-2)], old.blocks);
    return [page.id];
  },
};
