import { foldName } from '../../../text/fold-name.js';
import { isRecord } from '../../../text/json.js';
/**
 * What an object holds; null, `""` and empty lists are what models fill in, and count as nothing. A value to compare with
 * may be an empty text.
 */
export function membersOf(value) {
    return new Map(Object.entries(value).filter(([name, inner]) => (name === 'value' && inner === '') || !isNothing(inner)));
}
/** The first member with one of these names, in any spelling, and what is left without it. */
export function takeMember(members, names) {
    const wanted = new Set(names);
    const name = [...members.keys()].find((candidate) => wanted.has(foldName(candidate)));
    return name === undefined
        ? { value: undefined, rest: members }
        : { value: members.get(name), rest: new Map([...members].filter(([other]) => other !== name)) };
}
/** The items of a list; anything else is the only one. */
export function listOf(value) {
    return Array.isArray(value) ? value : [value];
}
/** A column by its name, as text or as Notion's object of it; undefined if none of these members holds one. */
export function takeColumn(members, names) {
    const { value, rest } = takeMember(members, names);
    const column = isRecord(value) ? value['name'] : value;
    return typeof column === 'string' ? { column, rest } : undefined;
}
function isNothing(value) {
    return (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0));
}
