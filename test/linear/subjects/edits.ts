import { editable } from '../../../src/workspace/changes/edits/editable-blocks.js';
import { planPageEdits } from '../../../src/workspace/changes/edits/plan-page-edits.js';
import { text as richText } from '../../content/blocks/block-objects.js';
import type { Hostile, Subjects } from './hostile.js';

function blocksOf({ text, pieces }: Hostile) {
  const texts = [[text], pieces];
  return texts.flatMap((parts, at) => {
    const to_do = { rich_text: parts.map((part) => richText(part)), checked: false };
    return editable({ id: `block ${at}`, type: 'to_do', to_do }, text) ?? [];
  });
}

/** Texts of pages, and what callers want to find in them. */
export const edits: Subjects = {
  'edits: a text that is there': (hostile) =>
    planPageEdits(blocksOf(hostile), {
      edits: [{ find: hostile.text, replace: `${hostile.text}!`, all: true }],
      check: [hostile.text],
      uncheck: [],
    }),
  'edits: a text that is not': (hostile) =>
    planPageEdits(blocksOf(hostile), {
      edits: [
        { find: `${hostile.text}?`, replace: '', all: false },
        { find: hostile.pieces.join('\n'), replace: hostile.text, all: false },
      ],
      check: [`- [ ] ${hostile.text}?`],
      uncheck: [],
    }),
  'edits: what replaces it': (hostile) =>
    planPageEdits(blocksOf({ text: 'one two', pieces: ['one two three'] }), {
      edits: [{ find: 'one two', replace: hostile.text, all: true }],
      check: [],
      uncheck: [],
    }),
};
