import { isNotShared, TooLargeError } from '../../errors.js';
import { listBlockChildren } from '../../notion/endpoints/blocks.js';
import { field, textField } from '../../text/json.js';
import { textSizeOf } from '../lookup-budget.js';
import { readAll } from '../read-all.js';
/** Child pages and databases are separate objects with content of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);
/** Reads the blocks below a page or block, one request for each that has children, as far as the allowance reaches. */
export async function readBlockTrees(session, parentId, lookups, options = {}) {
    return new TreeReader(session, lookups, options).below(parentId);
}
class TreeReader {
    #session;
    #lookups;
    #options;
    /** Originals of synced blocks that were read in place of a copy. */
    #originals = new Set();
    #characters = 0;
    constructor(session, lookups, options) {
        this.#session = session;
        this.#lookups = lookups;
        this.#options = options;
    }
    async below(parentId, transcriptId) {
        const { items: blocks, complete } = await readAll(this.#lookups, (cursor) => listBlockChildren(this.#session, parentId, cursor));
        this.#characters += textSizeOf(blocks);
        const trees = await Promise.all(blocks.map((block) => this.#tree(block, transcriptId)));
        return { trees, complete, characters: this.#characters };
    }
    async #tree(block, transcriptId) {
        if (block.id === transcriptId) {
            return { block, children: [], complete: true, isOmittedTranscript: true };
        }
        if (!('type' in block) || !block.has_children || NOT_ENTERED.has(block.type)) {
            return { block, children: [], complete: true };
        }
        const omitted = this.#options.transcripts === true ? undefined : transcriptOf(block);
        const own = await this.#belowIfReadable(block.id, omitted);
        const original = originalOf(block);
        // A copy says that it has children, and may then have none to give although its original can be read.
        if (original === undefined || own.trees.length > 0) {
            return { block, children: own.trees, complete: own.complete };
        }
        // Once only: an original that holds its own copy would have no end.
        if (this.#originals.has(original)) {
            return { block, children: [], complete: false };
        }
        this.#originals.add(original);
        const { trees, complete } = await this.#belowIfReadable(original);
        return { block, children: trees, complete };
    }
    async #belowIfReadable(id, transcriptId) {
        try {
            return await this.below(id, transcriptId);
        }
        catch (error) {
            // What is not shared, and a list of blocks that is too large to read, is a place that is missing.
            if (isNotShared(error) || error instanceof TooLargeError) {
                return { trees: [], complete: false, characters: this.#characters };
            }
            throw error;
        }
    }
}
/** The block that a synced block is a copy of. */
function originalOf(block) {
    return textField(field(field(block, 'synced_block'), 'synced_from'), 'block_id');
}
/** The block that holds the words of a meeting. */
function transcriptOf(block) {
    return textField(field(field(block, block.type), 'children'), 'transcript_block_id');
}
