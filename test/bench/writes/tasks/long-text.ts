import assert from 'node:assert/strict';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import { inTurn } from '../../../harness/in-turn.js';
import { linesOf } from '../workspace-state.js';
import type { WriteTask } from '../write-task.js';

const TITLE = 'Radio log of the storm';
const CHARACTERS = 30_000;
const SAID = [
  'Grey Heron to harbour: wind 9, holding ⚓ off the *north* mole 🌊',
  'Harbour to all: pier_4 stays closed, use [pier 5] 🚢',
  '# is the sign for "number" here, as in #12 👩🏽‍✈️',
  'Sandpiper: 2 < 3 lights seen, visibility ~200 m 🌫️',
  'Little Auk: engine at 40 %, `slow ahead` 🛠️',
];
/** Lines of a log, of which each ends within 30,000 characters. */
const LINES = Array.from({ length: CHARACTERS }, (_, index) => {
  const minutes = `${String(Math.floor(index / 60) % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
  return `${minutes} ${inTurn(SAID, index)}`;
}).slice(0, Math.floor(CHARACTERS / (SAID.join('').length / SAID.length + 7)));
const TEXT = LINES.join('\n');

export const longText: WriteTask = {
  title: '30,000 characters to the letter',
  request: `Put this log of the radio onto ${TITLE}, to the letter: ${CHARACTERS} characters with emoji.`,

  plant(workspace) {
    addPage(workspace, { title: TITLE });
  },

  ours: (session) => session.call('notion_add_content', { page: TITLE, content: TEXT, literal: true }),

  /** Markdown, in which the model escapes the signs that Notion lists. */
  async official(session) {
    const page = await find(session, 'page', TITLE);
    await ask(session, 'update-page-markdown', {
      page_id: page.id,
      type: 'replace_content',
      replace_content: { new_str: TEXT.replaceAll(/[\\*~`$[\]<>{}|^]/g, '\\$&') },
    });
  },

  check({ after }) {
    const page = after.page(TITLE);
    assert.ok(linesOf(page).join('\n') === TEXT, 'The text is not as it was sent.');
    return [page.id];
  },
};
