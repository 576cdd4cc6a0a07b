import { arrayOf, field, recordOf, textField } from '../../../text/json.js';
import { textOf, textRuns } from './text-runs.js';
/** Types of which Notion takes new texts. Titles of child pages and databases are changed at these. */
const WITH_TEXT = new Set([
    'paragraph',
    'heading_1',
    'heading_2',
    'heading_3',
    'heading_4',
    'bulleted_list_item',
    'numbered_list_item',
    'to_do',
    'toggle',
    'template',
    'quote',
    'callout',
    'code',
]);
const WITH_CAPTION = new Set([
    'code',
    'image',
    'video',
    'audio',
    'file',
    'pdf',
    'bookmark',
    'embed',
]);
/** The blocks that can be edited, in reading order. Copies of synced blocks show what lies elsewhere, and are left out. */
export function editableBlocks(trees, isInside = () => true) {
    const blocks = [];
    let heading = '';
    const visit = (nodes, isAboveInside) => {
        for (const { block, children } of nodes) {
            const found = editable(block, heading);
            const inside = isAboveInside || isInside(block.id);
            if (found?.type.startsWith('heading_') === true) {
                heading = found.texts[0]?.text ?? '';
            }
            if (found !== undefined && inside) {
                blocks.push(found);
            }
            if (!isCopy(block)) {
                visit(children, inside);
            }
        }
    };
    visit(trees, false);
    return blocks;
}
/** Whether it shows the blocks of a synced block that lies elsewhere. */
export function isCopy(block) {
    return field(field(field(block, 'synced_block'), 'synced_from'), 'block_id') !== undefined;
}
/** A block with what can be written of it; undefined where that is nothing. */
export function editable(block, heading) {
    const type = textField(block, 'type') ?? '';
    const id = textField(block, 'id');
    const content = recordOf(field(block, type));
    const slots = [
        ...(WITH_TEXT.has(type) ? ['rich_text'] : []),
        ...(WITH_CAPTION.has(type) ? ['caption'] : []),
        ...(type === 'table_row' ? arrayOf(content['cells']).keys() : []),
    ];
    if (id === undefined || slots.length === 0) {
        return undefined;
    }
    const texts = slots.map((slot) => {
        const runs = textRuns(slotItems(content, slot));
        return { slot, runs, text: textOf(runs) };
    });
    return { id, type, content, hasChildren: field(block, 'has_children') === true, texts, heading };
}
/** The rich text of one of a block's texts. */
export function slotItems(content, slot) {
    return typeof slot === 'number' ? arrayOf(content['cells'])[slot] : content[slot];
}
