import { statesOf } from './block-state.js';
import { planEdits } from './plan-edits.js';
import { planTicks } from './plan-ticks.js';
/** Blocks of one call that change: each is a request. */
const MAX_CHANGED_BLOCKS = 100;
/** All changes of a page's blocks in reading order, one for each block, or all that is wrong with them. */
export function planPageEdits(blocks, given) {
    const { changes, problems: wrongEdits, isRepaired } = planEdits(blocks, given.edits);
    const { ticks, same, problems: wrongTicks } = planTicks(blocks, given);
    const byBlock = new Map(changes.map((change) => [change.block, change]));
    for (const [block, checked] of ticks) {
        byBlock.set(block, { texts: [], isRemoved: false, ...byBlock.get(block), block, checked });
    }
    const planned = blocks.flatMap((block) => {
        const edit = byBlock.get(block);
        return edit === undefined ? [] : [{ edit, states: statesOf(edit) }];
    });
    const tooMany = planned.length > MAX_CHANGED_BLOCKS
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
