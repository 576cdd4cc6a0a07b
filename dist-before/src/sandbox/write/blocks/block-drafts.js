import { bodyError, validationError } from '../../errors.js';
import { isObject } from '../../query/json.js';
import { blockKeys, isWritableType, readContent } from './block-content.js';
/** Levels of children that a block may bring along in one request. */
const MAX_CHILD_LEVELS = 2;
/** Blocks of one request, children included. */
const MAX_BLOCKS = 1000;
/** The blocks of an array of the body. */
export function readBlocks(workspace, input) {
    const drafts = readLevel(workspace, input, 0);
    const count = countBlocks(drafts);
    if (count > MAX_BLOCKS) {
        throw validationError(`body failed validation: body.${input.path} should contain at most ${MAX_BLOCKS} block elements, instead was \`${count}\`.`);
    }
    return drafts;
}
/** Blocks with all that lies below them. */
export function countBlocks(drafts) {
    return drafts.reduce((sum, { children }) => sum + 1 + countBlocks(children), 0);
}
function readLevel(workspace, input, level) {
    return input.items().map((item) => readBlock(workspace, item, level));
}
function readBlock(workspace, input, level) {
    const type = typeOf(input);
    input.object(['object', 'type', type]);
    const fields = input.get(type);
    const content = readContent(workspace, type, fields);
    const children = fields.get('children');
    const hasChildren = children.isPresent && !(Array.isArray(children.value) && children.value.length === 0);
    if (hasChildren && level >= MAX_CHILD_LEVELS) {
        throw children.refuse('not present');
    }
    const drafts = hasChildren ? readLevel(workspace, children, level + 1) : [];
    checkStructure(content, drafts, fields);
    return { content, children: drafts };
}
/** The type by its word or, without one, by the key that holds the content. */
function typeOf(input) {
    const named = input.get('type');
    const type = named.isPresent ? named.value : input.keys().find(isWritableType);
    if (typeof type === 'string' && isWritableType(type) && isObject(input.get(type).value)) {
        return type;
    }
    const lines = Object.keys(blockKeys).map((key) => `body.${input.get(key).path} should be ${input.has(key) ? 'an object' : 'defined'}, instead was \`${JSON.stringify(input.get(key).value)}\`.`);
    throw validationError(`body failed validation. Fix one:\n${lines.join('\n')}`);
}
/** What a block may hold: rows of its width in a table, columns in a list of columns. */
function checkStructure(content, children, fields) {
    if (content.type === 'table') {
        checkRows(content.width, children, fields);
    }
    if (content.type === 'column_list' && children.length < 2) {
        throw bodyError(`${fields.path}.children.length`, '≥ `2`', children.length);
    }
    for (const child of children) {
        checkPlace(content.type, child.content, fields.path);
    }
}
function checkRows(width, rows, fields) {
    if (rows.length === 0) {
        throw fields.get('children').refuse('an array with at least one table_row');
    }
    const wrong = rows.findIndex(({ content }) => content.type === 'table_row' && content.cells.length !== width);
    if (wrong >= 0) {
        throw validationError(`Content creation Failed. Fix the following: \nNumber of cells in table row must match the table width of the parent table: ${fields.path}.children[${wrong}]`);
    }
}
const onlyChildren = {
    table: 'table_row',
    column_list: 'column',
    tab: 'paragraph',
};
/** Blocks that can hold others; a page can, too. */
const holders = new Set([
    'paragraph',
    'heading_1',
    'heading_2',
    'heading_3',
    'heading_4',
    'bulleted_list_item',
    'numbered_list_item',
    'to_do',
    'toggle',
    'quote',
    'template',
    'callout',
    'column_list',
    'column',
    'tab',
    'table',
    'synced_block',
]);
/** Refuses a block where Notion does: rows outside tables, text in a list of columns. */
export function checkPlace(holder, content, path) {
    const only = holder === 'page' ? undefined : onlyChildren[holder];
    const homes = Object.entries(onlyChildren).filter(([, child]) => child === content.type && child !== 'paragraph');
    if (holder !== 'page' && !holders.has(holder)) {
        throw validationError('Block does not support children.');
    }
    if ((only !== undefined && only !== content.type) || homes.some(([home]) => home !== holder)) {
        throw validationError(`${path}: a ${content.type} block cannot be a child of a ${holder} block.`);
    }
}
