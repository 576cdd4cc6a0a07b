import { referencesInBlocks } from '../../content/collect-references.js';
import { oneLine } from '../../content/rich-text/escape.js';
import { documentFromBlocks } from '../../content/blocks/from-blocks.js';
import { noNames } from '../../content/names.js';
import { printBlocks } from '../../content/print/print.js';
import { truncateText } from '../../content/answer/truncate.js';
import { CapabilityError, isNotShared, ToolError } from '../../errors.js';
import { listComments } from '../../notion/endpoints/comments.js';
import { COMPLETE } from '../../notion/endpoints/list-page.js';
import { isComplete } from '../list-end.js';
import { readAll } from '../read-all.js';
import { canResumeLater } from '../tolerate.js';
import { walkBlocks } from './walk-blocks.js';
/** Enough to recognise the block by. */
const MAX_EXCERPT_CHARACTERS = 120;
/**
 * Columns only arrange other blocks and cannot have comments. A page's or database's id is its block's id as well, so
 * requesting its comments would return those of the other page.
 */
const WITHOUT_COMMENTS = new Set(['column_list', 'column', 'child_page', 'child_database']);
/**
 * Comments on the next blocks of a page. A failure ends them early instead of losing what was read; what the connection
 * may not read at all ends them for good.
 */
export async function readBlockComments(session, from, budget) {
    try {
        return await readNext(session, from, budget);
    }
    catch (error) {
        if (!(error instanceof CapabilityError)) {
            throw error;
        }
        return { commented: [], inspected: 0, place: [], notShared: 0, end: COMPLETE, failure: error };
    }
}
async function readNext(session, from, { blocks, tree, further }) {
    const walk = await walkBlocks(session, from, blocks, mayHaveComments, tree);
    const lists = await Promise.all(walk.blocks.map((walked) => readCommentsOn(session, walked, further)));
    const failed = lists.findIndex((list) => list instanceof ToolError);
    const failure = lists[failed];
    const read = failed === -1 ? lists : lists.slice(0, failed);
    const open = read
        .filter((list) => list !== undefined && 'comments' in list)
        .map((list, lookedBefore) => ({ ...list, inspectedBefore: lookedBefore }));
    return {
        commented: open.filter(({ comments }) => comments.length > 0),
        inspected: open.length,
        place: walk.blocks[failed]?.position ?? walk.position,
        notShared: walk.notShared + read.length - open.length,
        end: walk.end,
        failure: failure instanceof ToolError ? failure : walk.failure,
    };
}
function mayHaveComments(block) {
    return !('type' in block && WITHOUT_COMMENTS.has(block.type));
}
/** Undefined if the block is not shared, an error if Notion may return the comments later. */
async function readCommentsOn(session, { block, position }, furtherComments) {
    try {
        const first = await listComments(session, block.id);
        const { items, nextCursor } = first;
        if (nextCursor === undefined) {
            return { block, place: position, comments: items, complete: isComplete(first) };
        }
        const rest = await readAll(furtherComments, (cursor) => listComments(session, block.id, cursor), nextCursor);
        return {
            block,
            place: position,
            comments: [...items, ...rest.items],
            complete: rest.complete && first.unreadable === 0,
        };
    }
    catch (error) {
        // What a synced copy shows lies on another page, which need not be shared.
        if (isNotShared(error)) {
            return undefined;
        }
        if (canResumeLater(error)) {
            return error;
        }
        throw error;
    }
}
/** What must be looked up before the excerpts can be shown with names. */
export function namesInExcerpts(blocks) {
    return referencesInBlocks(blocks.map(({ block }) => ({ block, children: [], complete: true })));
}
/** The beginning of a block's text; its type where it has none. */
export function excerptOf(block, names = noNames) {
    const document = documentFromBlocks([{ block, children: [], complete: true }], names);
    const text = truncateText(oneLine(printBlocks(document)), MAX_EXCERPT_CHARACTERS);
    return text === '' ? `[${'type' in block ? block.type.replaceAll('_', ' ') : 'block'}]` : text;
}
