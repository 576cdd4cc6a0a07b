/** Most conditions in a rewritten filter: rewriting repeats conditions. Notion names no limit; its lists end at 100. */
const MAX_LEAVES = 100;
/**
 * The same filter in the two levels that Notion takes: a group inside the top group and nothing deeper. Groups that join
 * like the one around them dissolve; if that is not enough, alternatives are multiplied out ("A and one of B, C" becomes
 * "A and B, or A and C") in the direction that needs fewer conditions. Undefined above the maximum.
 */
export function twoLevels(tree) {
    const flat = flatten(tree);
    if (depthOf(flat) <= 2) {
        return flat;
    }
    const [best] = ['or', 'and']
        .flatMap((outer) => {
        const lists = clauses(flat, outer);
        return lists === undefined ? [] : [{ outer, lists }];
    })
        .toSorted((one, other) => one.lists.flat().length - other.lists.flat().length);
    return (best &&
        flatten({ join: best.outer, parts: best.lists.map((parts) => ({ join: opposite(best.outer), parts })) }));
}
/** Whether this is a group. Notion's conditions have a `property` or a `timestamp`, never a `join`. */
export function isGroup(tree) {
    return 'join' in tree && 'parts' in tree;
}
/** Without groups of one, and without groups that join like the one around them. */
function flatten(tree) {
    if (!isGroup(tree)) {
        return tree;
    }
    const parts = tree.parts
        .map(flatten)
        .flatMap((part) => (isGroup(part) && part.join === tree.join ? part.parts : [part]));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { join: tree.join, parts };
}
function depthOf(tree) {
    return isGroup(tree) ? 1 + Math.max(...tree.parts.map(depthOf)) : 0;
}
/** The tree as a group of groups: by `or` a list of alternatives, by `and` a list of demands. */
function clauses(tree, outer) {
    if (!isGroup(tree)) {
        return [[tree]];
    }
    const parts = tree.parts.map((part) => clauses(part, outer));
    let lists = tree.join === outer ? [] : [[]];
    for (const part of parts) {
        if (part === undefined) {
            return undefined;
        }
        lists =
            tree.join === outer
                ? [...lists, ...part]
                : lists.flatMap((list) => part.map((other) => [...list, ...other]));
        if (lists.flat().length > MAX_LEAVES) {
            return undefined;
        }
    }
    return lists;
}
function opposite(join) {
    return join === 'or' ? 'and' : 'or';
}
