import { isNotFound } from '../../../errors.js';
import { retrieveBlock } from '../../../notion/endpoints/blocks.js';
import { field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { isInState, recordedState } from '../edits/block-state.js';
import { editBlock } from '../edits/edit-block.js';
import { stateLines } from '../edits/edit-lines.js';
import { shownBlock } from './invert-addition.js';
import { refused } from './inverse.js';
/** A block gets back the text and the tick that it had, or comes back from the trash, unless somebody has changed it since. */
export const invertEdit = async (session, step) => {
    const after = recordedState.parse(step.after);
    const before = recordedState.parse(step.before);
    let block;
    try {
        block = await retrieveBlock(session, step.target);
    }
    catch (error) {
        if (isNotFound(error)) {
            return [refused(step, say `A block is gone, or no longer shared with this connection.`)];
        }
        throw error;
    }
    if (!isInState(block, after)) {
        return [isInState(block, before) ? { kind: 'needless' } : refused(step, say `A block was changed since.`)];
    }
    const page = { id: after.page, title: step.title };
    const lines = stateLines(after, before, field(block, after.type));
    return [
        {
            kind: 'possible',
            unit: 'block',
            step: editBlock(session, { id: step.target, page, before: after, after: before }),
            shown: lines === '' ? `${shownBlock(block)}: ${before.isRemoved ? 'to the trash' : 'restored'}` : lines,
            lost: [],
        },
    ];
};
