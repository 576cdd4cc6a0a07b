import { field, listField, textField } from '../../text/json.js';
import { parentOf } from '../parent-of.js';
/** Kinds of objects that have a place. */
const OBJECTS = {
    page: 'page',
    database: 'database',
    data_source: 'data_source',
    block: 'block',
    comment: 'comment',
};
/** The parent that an object of an answer names; undefined for other values and objects without one. */
export function locationOf(object) {
    const kind = textField(object, 'object') ?? '';
    const id = textField(object, 'id');
    const parent = field(object, 'parent');
    if (!isKey(OBJECTS, kind) || id === undefined || parent === undefined) {
        return undefined;
    }
    return {
        ref: { kind: OBJECTS[kind], id },
        place: { parent: parentOf(parent), original: originalOf(object) },
    };
}
/** A data source also names the parent of its database, which saves a request. */
export function locationOfDatabase(source) {
    const ref = parentOf(field(source, 'parent'));
    const above = field(source, 'database_parent');
    return ref?.kind === 'database' && above !== undefined
        ? { ref, place: { parent: parentOf(above) } }
        : undefined;
}
/** All objects of an answer: itself, or those that it lists. */
export function objectsOf(answer) {
    return textField(answer, 'object') === 'list' ? listField(answer, 'results') : [answer];
}
function originalOf(block) {
    const id = textField(field(field(block, 'synced_block'), 'synced_from'), 'block_id');
    return id === undefined ? undefined : { kind: 'block', id };
}
function isKey(record, key) {
    return Object.hasOwn(record, key);
}
