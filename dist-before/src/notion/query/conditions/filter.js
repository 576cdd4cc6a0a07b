import { InputError } from '../../../errors.js';
import { isGroup, twoLevels } from './two-levels.js';
import { say, Words } from '../../../text/words.js';
/**
 * Makes Notion's filter. `resolved` holds the ids found for every reference of the plan; several ids (two people of one
 * name) match any of them. Undefined without conditions; rejects with an `InputError` if it does not fit two levels.
 */
export function buildFilter(planned, match, resolved) {
    if (planned.length === 0) {
        return undefined;
    }
    const parts = planned.map((item) => treeOf(item, resolved));
    const tree = twoLevels({ join: match === 'all' ? 'and' : 'or', parts });
    if (tree === undefined) {
        throw new InputError('where', say `Notion filters have two levels only, and these alternatives do not fit into them.`, say `Use one call per alternative, or fewer people or pages per condition.`);
    }
    return toFilter(tree);
}
/**
 * Adds that rows were created at a time or later, and before another. Undefined where that does not fit Notion's two levels.
 */
export function createdWithin(filter, { from, before }) {
    const parts = [
        ...(from === undefined ? [] : [{ timestamp: 'created_time', created_time: { on_or_after: from } }]),
        ...(before === undefined ? [] : [{ timestamp: 'created_time', created_time: { before } }]),
    ];
    return narrowed(filter, { join: 'and', parts });
}
/** Adds conditions that have to hold as well. Undefined where both do not fit Notion's two levels. */
export function narrowed(filter, further) {
    const parts = filter === undefined ? [further] : [further, fromFilter(filter)];
    const tree = twoLevels({ join: 'and', parts });
    return tree && toFilter(tree);
}
function treeOf(item, resolved) {
    return 'conditions' in item
        ? { join: item.join, parts: item.conditions.map((condition) => conditionTree(condition, resolved)) }
        : conditionTree(item, resolved);
}
function conditionTree(condition, resolved) {
    const parts = condition.operands.flatMap((operand) => {
        if ('comparisons' in operand) {
            return { join: operand.join, parts: operand.comparisons.map((one) => single(condition, one)) };
        }
        const values = 'value' in operand ? [operand.value] : idsOf(operand.reference, resolved);
        return values.map((value) => single(condition, { operator: condition.operator, value }));
    });
    const unique = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
    if (unique.length > 1 && condition.join === undefined) {
        throw new InputError(condition.argument, say `This operator takes one value here, and several match.`, say `Pass one, or write a condition for each.`);
    }
    return { join: condition.join ?? 'and', parts: unique };
}
function idsOf(reference, resolved) {
    const ids = resolved.get(reference) ?? [];
    if (ids.length === 0) {
        throw new InputError(reference.argument, say `No ${Words.term(reference.kind)} ${reference.text} was found.`, reference.kind === 'person'
            ? say `Pass the e-mail address or user id.`
            : say `Pass the page’s URL or id.`);
    }
    return ids;
}
function single({ subject, path }, { operator, value }) {
    const comparison = [...path, operator].reduceRight((inner, key) => ({ [key]: inner }), value);
    return { ...subject, ...comparison };
}
function toFilter(tree) {
    const filter = isGroup(tree) ? { [tree.join]: tree.parts.map(toFilter) } : tree;
    // The keys come from the operator tables, which the compiler cannot relate to the client's union of filters.
    return filter;
}
function fromFilter(filter) {
    const [[key, inner] = ['', undefined]] = Object.entries(filter);
    return (key === 'and' || key === 'or') && Array.isArray(inner)
        ? { join: key, parts: inner.map((part) => fromFilter(part)) }
        : filter; // a condition: neither `and` nor `or` is a property of one
}
