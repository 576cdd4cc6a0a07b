import * as z from 'zod';
import { arrayOf, field, textField } from '../../../text/json.js';
import { slotItems } from './editable-blocks.js';
import { requestItems, textKey } from './request-items.js';
import { textRuns } from './text-runs.js';
const richText = z.array(z.record(z.string(), z.unknown()));
/** Some fields of a block, as the journal keeps them and as Notion takes them. */
const blockState = z.object({
    type: z.string(),
    content: z.object({
        rich_text: richText.optional(),
        caption: richText.optional(),
        cells: z.array(richText).optional(),
        checked: z.boolean().optional(),
    }),
    /** In the trash. */
    isRemoved: z.boolean(),
});
/** The same with the page that the block is in. */
export const recordedState = blockState.extend({ page: z.string() });
/** What an edit changes, as it was and as it is to be. */
export function statesOf({ block, texts, checked, isRemoved }) {
    const { type, content } = block;
    const after = new Map(texts.map((text) => [text.slot, text.after]));
    const state = (isAfter) => {
        const items = (slot) => [
            ...requestItems((isAfter ? after.get(slot) : undefined) ?? textRuns(slotItems(content, slot))),
        ];
        const was = content['checked'] === true;
        return {
            ...(after.has('rich_text') ? { rich_text: items('rich_text') } : {}),
            ...(after.has('caption') ? { caption: items('caption') } : {}),
            ...([...after.keys()].some((slot) => typeof slot === 'number')
                ? { cells: arrayOf(content['cells']).map((_cell, at) => items(at)) }
                : {}),
            ...(checked === undefined ? {} : { checked: isAfter ? checked : was }),
        };
    };
    return {
        before: { type, content: state(false), isRemoved: false },
        after: { type, content: state(true), isRemoved },
    };
}
/** Whether a block has these fields. Notion joins texts, and writes some addresses in another form. */
export function isInState(block, { type, content, isRemoved }) {
    const inTrash = field(block, 'in_trash') === true;
    return inTrash || isRemoved
        ? inTrash === isRemoved
        : textField(block, 'type') === type &&
            Object.entries(content).every(([name, value]) => isSame(field(field(block, type), name), value));
}
/** The body of the request that brings a block from one state to the other. */
export function bodyBetween(from, to) {
    if (from.isRemoved !== to.isRemoved) {
        return { in_trash: to.isRemoved };
    }
    return { [to.type]: to.content };
}
function isSame(is, wanted) {
    if (!Array.isArray(wanted)) {
        return (is === true) === (wanted === true);
    }
    const isCells = wanted.length > 0 && wanted.every((cell) => Array.isArray(cell));
    return isCells
        ? arrayOf(is).length === wanted.length &&
            wanted.every((cell, at) => textKey(arrayOf(is)[at]) === textKey(cell))
        : textKey(is) === textKey(wanted);
}
