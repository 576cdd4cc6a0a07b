import assert from 'node:assert/strict';
import { paragraph } from '../../../../src/sandbox/build/blocks.js';
import { addComment, addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { plainContent } from '../../../../src/sandbox/model/rich-text.js';
import { personNamed } from '../../task.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Night ferry notice';
const ASKED = 'Does this hold on Sundays too?';
const REPLY = 'Yes, on Sundays too.';
const COMMENT = 'The notice hangs at pier 4 since noon.';

export const commentAndReply: WriteTask = {
  title: 'A comment, and a reply',
  request: `On ${TITLE}, comment “${COMMENT}”, and answer “${REPLY}” to the question about Sundays.`,

  plant(workspace) {
    const page = addPage(workspace, {
      title: TITLE,
      blocks: [paragraph('The night ferry leaves at 23:40.')],
    });
    addComment(workspace, {
      on: { kind: 'page', id: page },
      author: personNamed(workspace, 'Ivar Holt'),
      text: ASKED,
    });
  },

  async ours(session) {
    await session.call('notion_comment', { on: TITLE, text: COMMENT });
    const comments = await session.call('notion_list_comments', { page: TITLE });
    // Each discussion is headed by its id.
    const on = comments
      .slice(0, comments.indexOf(ASKED))
      .match(/discussion:[0-9a-f@]+/g)
      ?.at(-1);
    await session.call('notion_comment', { on, text: REPLY });
  },

  official: {
    cannot: 'API-create-a-comment has no parameter for a discussion: it comments on pages, and cannot answer',
    tool: 'API-create-a-comment',
    parameter: 'discussion_id',
  },

  check({ before, after }) {
    const page = after.page(TITLE);
    const asked = after.comments.find(({ text }) => plainContent(text) === ASKED);
    const added = after.comments.filter(({ id }) => !before.records().has(id));
    assert.deepEqual(
      added.map(({ text, parent, discussionId }) => [
        plainContent(text),
        parent.id,
        discussionId === asked?.discussionId,
      ]),
      [
        [COMMENT, page.id, false],
        [REPLY, page.id, true],
      ],
    );
    return added.map(({ id }) => id);
  },
};
