import { createHash } from 'node:crypto';
import * as z from 'zod';
import { arrayOf, field, recordOf, stringOf, textField } from '../../../text/json.js';
import { textKey } from '../edits/request-items.js';
/** Of a hash: 96 bits tell the blocks of any page from each other. */
const KEY_CHARACTERS = 16;
/** The same for blocks of the same type and content, sent or stored, whatever is nested in them. */
function keyOfBlock(type, content) {
    const { rich_text: text, caption, cells, checked, language, expression, url, external } = recordOf(content);
    return JSON.stringify([
        type,
        textKey(text),
        textKey(caption),
        arrayOf(cells).map((cell) => textKey(cell)),
        checked === true,
        stringOf(language),
        stringOf(expression),
        addressOf(stringOf(url) || (textField(external, 'url') ?? '')),
    ]);
}
/** The same without what is nested in it, in few characters, as the journal keeps it. */
export function keyOfNew({ type, fields }) {
    return shortened(keyOfBlock(type, fields));
}
export function keyOfStored(block) {
    const type = textField(block, 'type') ?? '';
    return shortened(keyOfBlock(type, field(block, type)));
}
export const keyTree = z.lazy(() => z.union([z.string(), z.tuple([z.string(), z.array(keyTree)])]));
/** What the requests of an addition make together: for each, the blocks of the first level that it adds, whole. */
export function keyTreesOf(requests) {
    const made = [];
    const lists = [];
    for (const { place, blocks } of requests) {
        const nodes = blocks.map(nodeOf);
        const list = place.kind === 'first'
            ? []
            : place.kind === 'after'
                ? (lists[place.request] ?? [])
                : (nodeAt(made[place.request], place.path)?.children ?? []);
        list.push(...nodes);
        made.push(nodes);
        lists.push(list);
    }
    return made.map((nodes) => nodes.map(treeOfNode));
}
/**
 * Whether all that stands there was added, and nothing else: requests that were not made leave ends of lists out, but what
 * somebody has added or changed stands in no plan.
 */
export function isBeginningOfOne({ block, children }, planned) {
    const key = keyOfStored(block);
    const fitting = planned.filter((tree) => partsOf(tree).key === key);
    // Most lists have no two blocks of the same text.
    const different = new Map(fitting.map((tree) => [JSON.stringify(tree), partsOf(tree).below]));
    return [...different.values()].some((below) => children.length <= below.length &&
        children.every((child, at) => isBeginningOfOne(child, below.slice(at, at + 1))));
}
function partsOf(tree) {
    return typeof tree === 'string' ? { key: tree, below: [] } : { key: tree[0], below: tree[1] };
}
function nodeAt(nodes, path) {
    const [first = 0, ...rest] = path;
    return rest.reduce((node, at) => node?.children[at], nodes?.[first]);
}
function nodeOf(block) {
    return { key: keyOfNew(block), children: block.children.map(nodeOf) };
}
function treeOfNode({ key, children }) {
    return children.length === 0 ? key : [key, children.map(treeOfNode)];
}
/** With all that is nested in it, in few characters. */
export function keyOfNewTree(block) {
    return shortened(JSON.stringify([keyOfNew(block), block.children.map(keyOfNewTree)]));
}
export function keyOfStoredTree({ block, children }) {
    return shortened(JSON.stringify([keyOfStored(block), children.map(keyOfStoredTree)]));
}
function shortened(key) {
    return createHash('sha256').update(key).digest('base64url').slice(0, KEY_CHARACTERS);
}
/** Notion ends a bare host with a slash. */
function addressOf(url) {
    return url.replace(/\/$/, '');
}
