import { isNotFound } from '../../errors.js';
import { readSummary } from './titles.js';
/** Blocks around a block that are asked for the page that holds them all; one request each. */
const MAX_BLOCKS_AROUND = 20;
/** The id of the page that a block is on; undefined for what is no block. */
export async function pageOfBlock(session, blockId) {
    let next = { kind: 'block', id: blockId };
    for (let around = 0; around < MAX_BLOCKS_AROUND && next?.kind === 'block'; around += 1) {
        try {
            next = (await readSummary(session, 'block', next.id)).parent;
        }
        catch (error) {
            if (!isNotFound(error)) {
                throw error;
            }
            return undefined;
        }
    }
    return next?.kind === 'page' ? next.id : undefined;
}
