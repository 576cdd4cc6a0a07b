import { CLOCK_TOLERANCE_MS } from './prove-created.js';
const MINUTE_MS = 60_000;
/**
 * Whether the blocks stand among their parent's children: next to each other, made since then and by this connection. Notion
 * adds all of a request or nothing, so that it is absent if not one such block is there, and what is left of it proves that it
 * was added; two places that fit and blocks that are older than the call prove nothing.
 */
export function proveAppended({ blocks, isWhole }, { keys, since, authors, isOthers, hasRivals, mayBePart }) {
    const minute = Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS;
    const wanted = new Set(keys);
    const isOurs = ({ id, key, createdTime, createdBy }) => wanted.has(key) &&
        Date.parse(createdTime) >= since.getTime() - CLOCK_TOLERANCE_MS &&
        (createdBy === undefined || authors.has(createdBy)) &&
        !isOthers(id);
    if (!blocks.some(isOurs)) {
        return { kind: isWhole ? 'absent' : 'unclear' };
    }
    const isNew = (block) => isOurs(block) && Date.parse(block.createdTime) >= minute;
    if (hasRivals) {
        return { kind: 'unclear' };
    }
    const places = [...blocks.keys()].filter((at) => keys.every((key, next) => {
        const block = blocks[at + next];
        return block?.key === key && isNew(block);
    }));
    const [only, ...others] = places;
    if (only !== undefined) {
        return others.length > 0
            ? { kind: 'unclear' }
            : { kind: 'saved', result: blocks.slice(only, only + keys.length).map(({ id }) => id) };
    }
    const left = mayBePart ? blocks.filter(isNew) : [];
    return left.length > 0 && isSubsequence(left, keys)
        ? { kind: 'saved', result: left.map(({ id }) => id) }
        : { kind: 'unclear' };
}
/** Whether the blocks are among the keys in this order. */
function isSubsequence(blocks, keys) {
    let at = 0;
    for (const { key } of blocks) {
        at = keys.indexOf(key, at) + 1;
        if (at === 0) {
            return false;
        }
    }
    return true;
}
