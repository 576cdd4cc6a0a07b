import { retrieveBlock } from '../../notion/endpoints/blocks.js';
import { nameDocument, parseDocument } from '../../parsing/parse-document.js';
import { textSizeOf } from '../lookup-budget.js';
import { lookUpNames } from '../names/look-up-names.js';
import { undefinedOnToolError } from '../tolerate.js';
/** Reads the block that an address points at, by one request. */
export async function readLinkedBlock(session, id, lookups) {
    const piece = await undefinedOnToolError(async () => {
        const trees = [{ block: await retrieveBlock(session, id), children: [], complete: true }];
        const work = { characters: textSizeOf(trees), signal: session.signal };
        const parsed = await parseDocument({ kind: 'blocks', trees, page: '' }, work);
        return nameDocument(parsed, (references) => lookUpNames(session, references, lookups));
    });
    return { id, text: piece === undefined ? [] : [piece] };
}
