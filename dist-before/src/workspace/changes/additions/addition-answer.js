import { truncateText } from '../../../content/answer/truncate.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import { documentFromBlocks } from '../../../content/blocks/from-blocks.js';
import { countOf } from '../../../content/markdown/compose/new-blocks.js';
import { isTopLevel } from '../../../content/markdown/compose/plan-appends.js';
import { noNames } from '../../../content/names.js';
import { pageUrl } from '../../../content/notion-id.js';
import { printBlocks } from '../../../content/print/print.js';
import { titleText } from '../../../content/print/title-text.js';
import { ToolError } from '../../../errors.js';
import { field } from '../../../text/json.js';
import { quote } from '../../../text/quote.js';
import { LookupBudget } from '../../lookup-budget.js';
import { readBlockTrees } from '../../pages/block-trees.js';
import { changeNotes, failureText } from '../answer-change.js';
import { keyOfNewTree, keyOfStoredTree } from './block-key.js';
/** Characters of an addition that an answer shows: enough to recognize it. */
const MAX_SHOWN_CHARACTERS = 400;
/** Lists that are read to compare what is nested with what was sent. */
const MAX_COMPARED_LISTS = 20;
/** What a call would add. */
export function proposedAddition(addition, notes) {
    const { place, blocks } = addition;
    return {
        summary: `Nothing was added. This call would add ${pluralize(countAll(blocks), 'block')} ${place.says}.`,
        content: `${pageLine(addition)}\n${firstWords(blocks)}`,
        notes,
    };
}
/** What a call has added, and how far it got. */
export async function madeAddition(session, addition, run, notes) {
    const { place, blocks, requests } = addition;
    const failed = run.results.find(({ kind }) => kind !== 'saved');
    const savedRequests = requests.filter((_request, at) => run.results[at]?.kind === 'saved');
    const saved = savedRequests.flatMap((request) => request.blocks);
    const savedOnTop = savedRequests
        .filter((request) => isTopLevel(request, requests))
        .flatMap((request) => request.blocks);
    const [added, all] = [countAll(saved), countAll(blocks)];
    return {
        summary: failed === undefined
            ? `${pluralize(added, 'block')} added ${place.says}.`
            : `${added} of ${pluralize(all, 'block')} added ${place.says}; the rest was not.`,
        content: `${pageLine(addition)}\n${firstWords(failed === undefined ? blocks : savedOnTop)}`,
        notes: [
            failed === undefined
                ? ''
                : `The last block that is there begins with: ${quote(firstWords(saved.slice(-1), 80))}. Add what comes after it with "after: " and its text; do not send the beginning again.`,
            failed === undefined ? '' : failureText(failed),
            failed === undefined ? await comparison(session, blocks, addition, run) : '',
            ...notes,
            ...changeNotes(run),
        ],
    };
}
/** Whether Notion has what was sent. */
async function comparison(session, sent, { requests }, { results }) {
    const stored = requests.flatMap((request, at) => {
        const result = results[at];
        return result?.kind === 'saved' && isTopLevel(request, requests) ? result.saved.result : [];
    });
    const lookups = new LookupBudget(MAX_COMPARED_LISTS);
    const different = [];
    let unread = 0;
    for (const [at, block] of stored.entries()) {
        const wanted = sent[at];
        const tree = await treeOf(session, block, (wanted?.children.length ?? 0) > 0, lookups);
        if (wanted !== undefined && tree === undefined) {
            unread += 1;
        }
        else if (wanted !== undefined && tree !== undefined && keyOfStoredTree(tree) !== keyOfNewTree(wanted)) {
            different.push(wanted);
        }
    }
    return [
        different.length > 0
            ? `Notion stored ${pluralize(different.length, 'block')} otherwise than sent: ${different
                .slice(0, 3)
                .map((block) => quote(firstWords([block], 60)))
                .join(', ')}.`
            : '',
        unread > 0 ? `What is nested in ${pluralize(unread, 'block')} was not read back.` : '',
        different.length + unread === 0 ? 'Read back: as sent.' : '',
    ]
        .filter((note) => note !== '')
        .join(' ');
}
async function treeOf(session, block, hasChildren, lookups) {
    if (!('type' in block)) {
        return undefined;
    }
    if (!hasChildren && field(block, 'has_children') !== true) {
        return { block, children: [], complete: true };
    }
    try {
        const { trees, complete } = await readBlockTrees(session, block.id, lookups);
        return complete ? { block, children: trees, complete } : undefined;
    }
    catch (error) {
        if (error instanceof ToolError) {
            return undefined;
        }
        throw error;
    }
}
function pageLine({ place }) {
    return `${titleText(place.title)} ${pageUrl(place.page.id)}`;
}
function firstWords(blocks, longest = MAX_SHOWN_CHARACTERS) {
    const shown = printBlocks(documentFromBlocks(blocks.slice(0, 20).map(shownTree), noNames));
    return truncateText(longest < MAX_SHOWN_CHARACTERS ? shown.replaceAll(/\s+/g, ' ') : shown, longest);
}
function shownTree({ type, fields, children }) {
    const block = { object: 'block', id: '', type, [type]: fields };
    return { block, children: children.slice(0, 20).map(shownTree), complete: true };
}
function countAll(blocks) {
    return blocks.reduce((sum, block) => sum + countOf(block), 0);
}
