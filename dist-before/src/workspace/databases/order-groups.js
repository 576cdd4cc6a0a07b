import { optionsInOrder } from '../../notion/query/columns/option-order.js';
import { EMPTY_GROUP } from '../../notion/query/group.js';
const MONTH = /^\d{4}-\d{2}$/;
/** Options in the order of the column, months in theirs, anything else by the number of rows; rows without a value last. */
export function orderGroups(countBy, all) {
    const empty = all.filter(isEmpty);
    const filled = all.filter((group) => !isEmpty(group));
    const options = countBy && optionsInOrder(countBy);
    if (options !== undefined) {
        const met = new Set(filled.map(labelOf));
        const place = new Map(options.map((name, at) => [name, at]));
        const placeOf = (group) => place.get(labelOf(group)) ?? options.length;
        return {
            groups: [...filled.toSorted((left, right) => placeOf(left) - placeOf(right)), ...empty],
            last: 'last',
            unused: options.filter((name) => !met.has(name)),
        };
    }
    const byMonth = filled.length > 0 && filled.every((group) => MONTH.test(labelOf(group)));
    const ordered = filled.toSorted((left, right) => byMonth ? labelOf(left).localeCompare(labelOf(right)) : right.rows - left.rows);
    return { groups: [...ordered, ...empty], last: byMonth ? 'last' : 'smallest', unused: [] };
}
/** Whether a group is that of the rows without a value. */
export function isEmpty(group) {
    return labelOf(group) === EMPTY_GROUP;
}
function labelOf({ group }) {
    return 'titleId' in group || 'userId' in group ? '' : group.label;
}
