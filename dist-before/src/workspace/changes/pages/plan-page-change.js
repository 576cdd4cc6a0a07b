import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
import { mergeList } from './merge-lists.js';
import { planEntries, planValues, } from './plan-values.js';
/** The values that a page is to have: those that are set, and lists with what is added and removed. */
export async function planPageChange(session, found, { set, add, remove }, rule, problems, lookups) {
    const { schema } = found;
    const planned = await planValues(session, schema, set, 'set', rule, problems);
    const lists = new Map();
    for (const [verb, given] of [
        ['add', add],
        ['remove', remove],
    ]) {
        for (const [name, value] of Object.entries(given)) {
            await problems.try(async () => {
                const { property, entries } = await planEntries(session, schema, name, value, verb, rule);
                if (planned.properties.has(property.name)) {
                    throw new InputError(verb, say `A list is set as a whole and added to in one call.`, say `Pass each property in set, or in add and remove.`);
                }
                const list = lists.get(property.name) ?? { property, add: [], remove: [] };
                list[verb].push(...entries);
                lists.set(property.name, list);
            });
        }
    }
    const properties = new Map(planned.properties);
    for (const [name, list] of lists) {
        await problems.try(async () => {
            properties.set(name, await mergeList(session, found, list, lookups));
        });
    }
    return { ...planned, properties };
}
