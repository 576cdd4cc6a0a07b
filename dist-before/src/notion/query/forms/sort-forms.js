import { isRecord } from '../../../text/json.js';
import { listOf, membersOf, takeColumn, takeMember } from './members.js';
/** What the members of a sort are called; `timestamp` is Notion's own. */
const PROPERTY_NAMES = ['property', 'column', 'field', 'timestamp', 'propertyname', 'by'];
/** Columns are called so as well, so these count beside a direction only. */
const NAMES_BESIDE_DIRECTION = ['name', 'key'];
const DIRECTION_NAMES = ['direction', 'order', 'dir', 'sort', 'sortorder', 'sortdirection'];
const FLAGS = [
    [['desc', 'descending', 'reverse'], 'descending', 'ascending'],
    [['asc', 'ascending'], 'ascending', 'descending'],
];
/**
 * Sorts in the forms that are in use, as `{property, direction}`: `"Due"`, `["Due", "desc"]`, `{column, order}`,
 * `{Due: "desc"}`, `{property, descending: true}`. Anything else stays for the schema to refuse.
 */
export function readSorts(written) {
    return listOf(written).flatMap((item) => readSort(item));
}
function readSort(item) {
    if (typeof item === 'string') {
        return [{ property: item }];
    }
    if (Array.isArray(item) && item.length <= 2 && item.every((part) => typeof part === 'string')) {
        return [{ property: item[0], ...(item[1] === undefined ? {} : { direction: item[1] }) }];
    }
    if (!isRecord(item)) {
        return [item];
    }
    const members = membersOf(item);
    const column = takeColumn(members, PROPERTY_NAMES) ??
        (takeDirection(members).direction === undefined
            ? undefined
            : takeColumn(members, NAMES_BESIDE_DIRECTION));
    if (column === undefined && takeDirection(members).rest.size === 0) {
        // A property that was left blank, with the direction that was filled in beside it.
        return Object.keys(item).length > members.size ? [] : [item];
    }
    if (column === undefined) {
        return isByColumn(members)
            ? [...members].map(([name, direction]) => ({ property: name, direction: String(direction) }))
            : [item];
    }
    const { direction, rest } = takeDirection(column.rest);
    return [
        {
            ...Object.fromEntries(rest),
            property: column.column,
            ...(direction === undefined
                ? {}
                : { direction: typeof direction === 'number' ? String(direction) : direction }),
        },
    ];
}
/** `{Due: "desc"}`, or 1 and -1 as in MongoDB. */
function isByColumn(members) {
    const values = [...members.values()];
    return (values.length > 0 && values.every((value) => typeof value === 'string' || value === 1 || value === -1));
}
/** `direction: "descending"`, or `descending: true` */
function takeDirection(members) {
    const { value, rest } = takeMember(members, DIRECTION_NAMES);
    if (value !== undefined) {
        return { direction: value, rest };
    }
    for (const [names, whenTrue, whenFalse] of FLAGS) {
        const flag = takeMember(members, names);
        if (typeof flag.value === 'boolean') {
            return { direction: flag.value ? whenTrue : whenFalse, rest: flag.rest };
        }
    }
    return { direction: undefined, rest: members };
}
