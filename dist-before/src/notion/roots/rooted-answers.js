import { AccessError } from '../../errors.js';
import { field, isRecord, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import { NO_OBJECT } from './rooted-columns.js';
/** For an answer that is no object of a place; nothing is found there. */
export const NOWHERE = { kind: 'any', id: NO_OBJECT };
/** The columns a hit needs: others might show pages outside, and would cost requests to check. */
export function titleOnly(page) {
    const properties = Object.entries((field(page, 'properties') ?? {}));
    const title = properties.filter(([, value]) => textField(value, 'type') === 'title');
    return { ...page, properties: Object.fromEntries(title) };
}
/** What a write gives back, with each of Notion's objects in it kept in its way: a list, a record, an id, or an object itself. */
export async function keepObjects(given, keep) {
    if (Array.isArray(given)) {
        return Promise.all(given.map((each) => keepObjects(each, keep)));
    }
    if (!isRecord(given)) {
        return given;
    }
    if (textField(given, 'object') !== undefined) {
        return keep(given);
    }
    const kept = Object.entries(given).map(async ([name, value]) => [name, await keepObjects(value, keep)]);
    return Object.fromEntries(await Promise.all(kept));
}
/** The same for what does not exist, what is not shared and what lies outside. */
export function notFound(cause) {
    return new AccessError(say `There is no such object among your allowed pages.`, say `Check the URL or id; this caller can read its allowed pages only.`, { cause });
}
