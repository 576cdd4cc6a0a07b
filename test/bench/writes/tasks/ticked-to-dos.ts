import assert from 'node:assert/strict';
import { heading, toDo } from '../../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Before the first crossing';
const DONE = ['Bilge alarm tested', 'Life rafts counted', 'Crew list sent to the harbour'];
const OPEN = ['Ramp lights checked', 'Fog horn tested'];

export const tickedToDos: WriteTask = {
  title: 'Three to-dos ticked',
  request: `In ${TITLE}, tick ${DONE.join(', ')}.`,

  plant(workspace) {
    const [first, ...others] = [...DONE, ...OPEN].toSorted();
    addPage(workspace, {
      title: TITLE,
      blocks: [
        heading(2, 'Every day'),
        toDo(first ?? '', false),
        heading(2, 'Below deck'),
        ...others.map((text) => toDo(text, false)),
      ],
    });
  },

  ours: (session) => session.call('notion_edit_page', { page: TITLE, check: DONE }),

  async official(session) {
    const page = await find(session, 'page', TITLE);
    await ask(session, 'update-page-markdown', {
      page_id: page.id,
      type: 'update_content',
      update_content: {
        content_updates: DONE.map((text) => ({ old_str: `- [ ] ${text}`, new_str: `- [x] ${text}` })),
      },
    });
  },

  check({ before, after }) {
    const page = after.page(TITLE);
    const expected = before.page(TITLE).blocks.map((block) => {
      const { content } = block;
      const isDone =
        content.type === 'to_do' && DONE.some((text) => JSON.stringify(content.text).includes(text));
      return isDone ? { ...block, content: { ...content, checked: true } } : block;
    });
    assert.deepEqual(page.blocks, expected);
    return [page.id];
  },
};
