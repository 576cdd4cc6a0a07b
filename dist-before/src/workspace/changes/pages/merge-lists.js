import { InputError, UnavailableError } from '../../../errors.js';
import { MAX_LIST_ENTRIES } from '../../../notion/values/plan-value.js';
import { listEntries, writable } from '../../../notion/values/stored-value.js';
import { arrayOf, field, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { completeValues } from '../../properties/complete-values.js';
/**
 * The whole new list: Notion replaces lists, so what it does not show of one would be lost. The list is completed first,
 * and where that does not succeed nothing is changed. Those that were there keep their order.
 */
export async function mergeList(session, { page, schema }, { property, add, remove }, lookups) {
    const { name, type } = property;
    const cut = await completeValues(session, [page], lookups, schema, [name]);
    if (cut > 0) {
        throw new UnavailableError(say `A list that is to be added to could not be read whole, so nothing was changed: Notion would drop the rest.`, say `Call again in a minute.`);
    }
    const stored = page.properties[name];
    const before = field(writable(stored), type);
    if (before === undefined && listEntries(stored).length > 0) {
        throw new InputError('add', say `The list holds files that are kept in Notion, which cannot be sent back with a new one.`, say `Add the file in Notion.`);
    }
    const removed = new Set(remove.map(entryKey));
    const kept = arrayOf(before).filter((entry) => !removed.has(entryKey(entry)));
    const known = new Set(kept.map(entryKey));
    const list = [...kept, ...add.filter((entry) => !known.has(entryKey(entry)))];
    if (list.length > MAX_LIST_ENTRIES) {
        throw new InputError('add', say `The list would have more entries than Notion takes in one request.`, say `Add them in Notion, or set the relation from its other side.`);
    }
    return { [type]: list };
}
/** What makes an entry the same as another. */
function entryKey(entry) {
    return (textField(entry, 'id')?.replaceAll('-', '').toLowerCase() ??
        textField(field(entry, 'external'), 'url') ??
        textField(entry, 'name') ??
        '');
}
