import { InputError } from '../../errors.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import { describeItem } from './conditions/describe-condition.js';
import { buildFilter } from './conditions/filter.js';
import { readHints } from './schema-hints.js';
import { conditionsIn, plannedConditions, planWhere } from './where.js';
/**
 * Makes Notion's filter of a `where`. Rejects with an `InputError` for the first condition
 * that does not fit the schema, before anything is sent.
 */
export async function planFilter(schema, where, match, lookups) {
    const planned = await planItems(schema, where, lookups);
    const references = plannedConditions(planned).flatMap((condition) => condition.references);
    const ids = await Promise.all(references.map((reference) => lookups.findIds(reference)));
    const resolved = new Map(references.map((reference, index) => [reference, ids[index] ?? []]));
    return {
        filter: buildFilter(planned, match, resolved),
        singly: () => singleConditions(planned, match, resolved),
    };
}
/** Groups count as one, except a group that is all there is. */
function singleConditions(planned, match, resolved) {
    const [only] = planned;
    if (planned.length === 1 && only !== undefined && 'conditions' in only) {
        return singleConditions(only.conditions, only.join === 'and' ? 'all' : 'any', resolved);
    }
    const conditions = planned.flatMap((item) => {
        const filter = buildFilter([item], 'all', resolved);
        return filter === undefined ? [] : [{ description: describeItem(item), filter }];
    });
    return { conditions, match };
}
/**
 * A schema contains neither what a formula returns nor what a rollup shows, so a first plan guesses. Where the guess is
 * uncertain or does not fit, hints are read and the plan is made again.
 */
async function planItems(schema, where, lookups) {
    const guess = planOrRefusal(schema, where);
    const isCertain = Array.isArray(guess) && plannedConditions(guess).every(({ assumed }) => assumed === undefined);
    if (isCertain) {
        return guess;
    }
    const computed = computedProperties(schema, where);
    if (!Array.isArray(guess) && computed.length === 0) {
        throw guess;
    }
    return planWhere(schema, where, await readHints(schema, computed, lookups));
}
function planOrRefusal(schema, where) {
    try {
        return planWhere(schema, where);
    }
    catch (error) {
        if (error instanceof InputError) {
            return error;
        }
        throw error;
    }
}
/** The formulas and rollups in the conditions. Names that do not exist are left for the plan to refuse. */
function computedProperties(schema, where) {
    return conditionsIn(where).flatMap(({ property }) => {
        try {
            const found = findPropertyOrTimestamp(schema, property, 'where');
            return 'property' in found && ['formula', 'rollup'].includes(found.property.type)
                ? [found.property]
                : [];
        }
        catch {
            return [];
        }
    });
}
