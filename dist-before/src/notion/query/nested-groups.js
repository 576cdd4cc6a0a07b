import { InputError } from '../../errors.js';
import { say } from '../../text/words.js';
import { isGroup, twoLevels } from './conditions/two-levels.js';
import { formOf } from './where.js';
/**
 * The same question without groups inside groups, which Notion's own filters have: `any` of conditions and `all` groups.
 * Rejects with an `InputError` where that takes too many conditions.
 */
export function withoutNesting(where, match) {
    const isNested = where.some((item) => groupsIn(item).length > 0);
    if (!isNested) {
        return { where, match };
    }
    const tree = twoLevels(group(match, where, 'where'));
    if (tree === undefined) {
        throw new InputError('where', say `These groups in groups do not fit into the two levels of Notion's filters.`, say `Use one call per alternative.`);
    }
    const isAll = !isGroup(tree) || tree.join === 'and';
    return { match: isAll ? 'all' : 'any', where: isGroup(tree) ? tree.parts.map(itemOf) : [tree] };
}
function groupsIn({ any = [], all = [] }) {
    return [...any, ...all].filter((inner) => inner.any !== undefined || inner.all !== undefined);
}
function group(match, items, argument) {
    return {
        join: match === 'all' ? 'and' : 'or',
        parts: items.map((item, position) => treeOf(item, `${argument}[${position}]`)),
    };
}
function treeOf(item, argument) {
    const form = formOf(item, argument);
    return form === 'condition' ? { ...item } : group(form, item[form] ?? [], `${argument}.${form}`);
}
function itemOf(tree) {
    return isGroup(tree) ? { [tree.join === 'and' ? 'all' : 'any']: tree.parts.map(itemOf) } : tree;
}
