import { nextTurn } from '../bounded-work/turns.js';
/** Blocks that are written in one turn of the event loop: less than a millisecond's work. */
const BLOCKS_PER_TURN = 100;
/** Writes blocks as one text, some at a time. */
export async function packTrees({ trees, page }) {
    const parts = [];
    let written = 0;
    const write = async (siblings) => {
        parts.push('[');
        for (const [at, { children, ...own }] of siblings.entries()) {
            parts.push(at === 0 ? '' : ',', JSON.stringify(own).slice(0, -1), ',"children":');
            written += 1;
            if (written % BLOCKS_PER_TURN === 0) {
                await nextTurn();
            }
            await write(children);
            parts.push('}');
        }
        parts.push(']');
    };
    await write(trees);
    return { kind: 'packed blocks', json: parts.join(''), page };
}
