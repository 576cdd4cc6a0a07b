import { blockBody, countOf } from './new-blocks.js';
/** Notion's limits for one request: siblings, levels below the first, blocks in all, and bytes with room for the rest of it. */
const MAX_SIBLINGS = 100;
const MAX_LEVELS_BELOW = 2;
const MAX_BLOCKS = 1000;
const MAX_BYTES = 450_000;
/** Divides blocks into requests that Notion takes. */
export function planAppends(blocks) {
    const requests = [];
    appendAll(blocks, { kind: 'first' }, requests);
    return requests;
}
/** The blocks of the first level, in order, with all that is nested in them, by the request that makes them. */
export function isTopLevel({ place }, requests) {
    const before = place.kind === 'after' ? requests[place.request] : undefined;
    return place.kind === 'first' || (before !== undefined && isTopLevel(before, requests));
}
function appendAll(blocks, first, requests) {
    let place = first;
    let batch = [];
    let room = { blocks: MAX_BLOCKS, bytes: MAX_BYTES };
    const send = () => {
        requests.push({ place, blocks: batch });
        const request = requests.length - 1;
        place = { kind: 'after', request };
        batch = [];
        room = { blocks: MAX_BLOCKS, bytes: MAX_BYTES };
        return request;
    };
    for (const block of blocks) {
        const { sent, later } = withinLimits(block);
        const [count, bytes] = [countOf(sent), bytesOf(sent)];
        if (batch.length === MAX_SIBLINGS || (batch.length > 0 && (count > room.blocks || bytes > room.bytes))) {
            send();
        }
        batch.push(sent);
        room = { blocks: room.blocks - count, bytes: room.bytes - bytes };
        if (later.length > 0) {
            const at = batch.length - 1;
            const request = send();
            for (const { path, children } of later) {
                appendAll(children, { kind: 'below', request, path: [at, ...path] }, requests);
            }
        }
    }
    if (batch.length > 0) {
        send();
    }
}
/** What of a block can be sent with it, and what has to follow. */
function withinLimits(block) {
    if (fits(block)) {
        return { sent: block, later: [] };
    }
    switch (block.type) {
        case 'table': {
            const rows = rowsThatFit(block);
            return {
                sent: { ...block, children: block.children.slice(0, rows) },
                later: [{ path: [], children: block.children.slice(rows) }],
            };
        }
        case 'column_list':
            return withFirstBlocks(block);
        default:
            return { sent: { ...block, children: [] }, later: [{ path: [], children: block.children }] };
    }
}
/** Columns cannot be made empty, so each begins with its first block, and the rest follows. */
function withFirstBlocks(list) {
    const later = [];
    const columns = list.children.map((column, at) => {
        const [first, ...rest] = column.children;
        if (first === undefined) {
            return column;
        }
        const isWhole = first.children.length === 0;
        // What must not be sent without its children goes below a line of its own.
        const isSolid = first.type === 'table' || first.type === 'column_list';
        const begin = isSolid
            ? { type: 'paragraph', fields: { rich_text: [] }, children: [] }
            : { ...first, children: [] };
        if (!isWhole && !isSolid) {
            later.push({ path: [at, 0], children: first.children });
        }
        const after = isSolid ? column.children : rest;
        if (after.length > 0) {
            later.push({ path: [at], children: after });
        }
        return { ...column, children: [begin] };
    });
    return { sent: { ...list, children: columns }, later };
}
function rowsThatFit(table) {
    let bytes = bytesOf({ ...table, children: [] });
    let rows = 0;
    for (const row of table.children) {
        bytes += bytesOf(row);
        if (rows > 0 && (rows === MAX_SIBLINGS || bytes > MAX_BYTES)) {
            break;
        }
        rows += 1;
    }
    return rows;
}
function fits(block) {
    return (levelsBelow(block) <= MAX_LEVELS_BELOW &&
        hasFewSiblings(block) &&
        countOf(block) <= MAX_BLOCKS &&
        bytesOf(block) <= MAX_BYTES);
}
function levelsBelow({ children }) {
    return children.reduce((deepest, child) => Math.max(deepest, 1 + levelsBelow(child)), 0);
}
function hasFewSiblings({ children }) {
    return children.length <= MAX_SIBLINGS && children.every(hasFewSiblings);
}
function bytesOf(block) {
    return Buffer.byteLength(JSON.stringify(blockBody(block)));
}
