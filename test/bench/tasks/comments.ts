// A short page with a thread on the page itself and another on one of its blocks.
import { heading, paragraph, withId } from '../../../src/sandbox/build/blocks.js';
import { addComment, addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { defineTask, personNamed } from '../task.js';

/** The block that a thread hangs on. */
const BLOCK = '5be7a000-0000-4000-8000-00000000c0de';
const LINES = [
  'Berths are given out by draught, then by time of arrival.',
  'Two berths stay free for pilots.',
  'The night ferry keeps berth 4 all year.',
] as const;
/** The lines and the heading above them. */
const BLOCKS = LINES.length + 1;
const COMMENTS = [
  ['page', 'Grace Okafor', 'Does this hold on regatta days as well?'],
  ['page', 'Ivar Holt', 'No, then the harbour master decides alone.'],
  ['block', 'Chiara Fontana', 'Berth 4 is too short for the new hull.'],
] as const;

export const comments = defineTask({
  id: 'comments',
  title: 'Comments of a page',
  question:
    'What do the open comments on Berth allocation say, on the page and within it, and who wrote them?',
  wholePage: false,
  minimum: {
    requests: 3 + BLOCKS,
    why: "a search for the id, the page's comments, its blocks, and each of the four blocks, as Notion lists comments by block only",
  },
  asks: { title: 'Berth allocation' },

  plant(workspace) {
    const [first, second, third] = LINES;
    const page = addPage(workspace, {
      title: 'Berth allocation',
      created: new Date('2026-05-04T08:00:00Z'),
      blocks: [heading(2, 'Rules'), paragraph(first), paragraph(second), withId(BLOCK, paragraph(third))],
    });
    for (const [index, [kind, author, text]] of COMMENTS.entries()) {
      addComment(workspace, {
        on: { kind, id: kind === 'page' ? page : BLOCK },
        author: personNamed(workspace, author),
        text,
        created: new Date(Date.UTC(2026, 10, 3, 9, index)),
        discussion: `berths on ${kind}`,
      });
    }
  },

  facts: COMMENTS.flatMap(([, author, text]) => [author, text]),
});
