import { statesOf } from './block-state.js';
import type { ShownEdit } from './edit-answers.js';
import type { EditableBlock } from './editable-blocks.js';
import type { EditProblem } from './edit-problem.js';
import { planEdits, type BlockEdit, type GivenEdit } from './plan-edits.js';
import { planTicks } from './plan-ticks.js';

/** What a caller wants of a page. */
interface GivenEdits {
  readonly edits: readonly GivenEdit[];
  readonly check: readonly string[];
  readonly uncheck: readonly string[];
}

/** Blocks of one call that change: each is a request. */
const MAX_CHANGED_BLOCKS = 100;

/** All changes of a page's blocks in reading order, one for each block, or all that is wrong with them. */
export function planPageEdits(
  blocks: readonly EditableBlock[],
  given: GivenEdits,
): {
  readonly planned: readonly ShownEdit[];
  readonly same: readonly string[];
  readonly problems: readonly EditProblem[];
  /** Line breaks were escaped twice. */
  readonly isRepaired: boolean;
} {
  const { changes, problems: wrongEdits, isRepaired } = planEdits(blocks, given.edits);
  const { ticks, same, problems: wrongTicks } = planTicks(blocks, given);
  const byBlock = new Map<EditableBlock, BlockEdit>(changes.map((change) => [change.block, change]));
  for (const [block, checked] of ticks) {
    byBlock.set(block, { texts: [], isRemoved: false, ...byBlock.get(block), block, checked });
  }
  const planned = blocks.flatMap((block): ShownEdit[] => {
    const edit = byBlock.get(block);
    return edit === undefined ? [] : [{ edit, states: statesOf(edit) }];
  });
  const tooMany: readonly EditProblem[] =
    planned.length > MAX_CHANGED_BLOCKS
      ? [
          {
            argument: 'All edits',
            says: `This would change ${planned.length} blocks, and one call changes ${MAX_CHANGED_BLOCKS} at most. Pass under.`,
            shows: [],
          },
        ]
      : [];
  return { planned, same, problems: [...wrongEdits, ...wrongTicks, ...tooMany], isRepaired };
}
