import { dashed } from '../../notion/reference.js';
import { propertiesOf } from '../../notion/query/columns/find-property.js';
import { conditionsOf, readViewFilter } from '../../notion/query/conditions/view-filter.js';
import { isGroup } from '../../notion/query/conditions/two-levels.js';
import { readSort } from '../../notion/query/view-query.js';
import { arrayOf, isRecord, textField } from '../../text/json.js';
import { EMPTY_WORDS, say, Words } from '../../text/words.js';
import { lookUpNames } from '../names/look-up-names.js';
/** Most conditions that are written out. */
const MAX_SHOWN_CONDITIONS = 12;
/** Most values of one condition that are written out. */
const MAX_SHOWN_VALUES = 10;
const ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const PEOPLE = new Set(['people', 'created_by', 'last_edited_by']);
const DATES = new Set(['date', 'created_time', 'last_edited_time']);
/** How a rollup or formula is compared is part of the condition; the types of columns are not. */
const QUANTIFIERS = new Set(['any', 'every', 'none']);
/**
 * Says as which view the rows are shown, what that means, and what of the view Notion's API does not apply; or that the
 * rows are not filtered by it. `isOrdered`: order matters to the answer. One line; '' without a view.
 */
export async function viewNote(session, planned, schema, lookups, isOrdered) {
    if (planned === undefined) {
        return '';
    }
    if ('problem' in planned) {
        return String(say `View not applied: ${planned.problem}; the rows are unfiltered by it.`);
    }
    const { view, applied, ownSorts } = planned;
    const { conditions, viewSorts } = applied;
    const leaves = conditions === undefined || conditions === 'unreadable' ? [] : conditionsOf(conditions);
    const names = await lookUpNames(session, idsIn(leaves), lookups);
    const parts = [
        conditions === undefined
            ? say `no filter`
            : conditions === 'unreadable'
                ? say `its filter has a form that this server does not know and is not applied`
                : leaves.length > MAX_SHOWN_CONDITIONS
                    ? say `filter of ${leaves.length} conditions`
                    : say `filter ${treeWords(conditions, schema, names, true)}`,
        viewSorts.length === 0 || !isOrdered
            ? EMPTY_WORDS
            : ownSorts
                ? say `your sort instead of its own`
                : say `sorted by ${sortWords(viewSorts, schema)}`,
        notApplied(view, schema),
    ].filter((part) => !part.isEmpty);
    return String(say `As view ${view.name} (${Words.term(view.type)}): ${Words.join(parts, '; ')}.`);
}
/** A view's filter and sorts for a person; empty where it has none. */
export async function viewWords(session, { filter, quickFilters, sorts }, schema, lookups) {
    const conditions = readViewFilter(filter, quickFilters);
    const order = sorts.flatMap(readSort);
    const leaves = conditions === undefined || conditions === 'unreadable' ? [] : conditionsOf(conditions);
    const names = await lookUpNames(session, idsIn(leaves), lookups);
    return {
        filter: conditions === undefined
            ? EMPTY_WORDS
            : conditions === 'unreadable' || leaves.length > MAX_SHOWN_CONDITIONS
                ? say `filter of ${leaves.length === 0 ? say `another form` : say `${leaves.length} conditions`}`
                : say `filter ${treeWords(conditions, schema, names, true)}`,
        sorts: order.length === 0 ? EMPTY_WORDS : say `sorted by ${sortWords(order, schema)}`,
    };
}
function notApplied({ type, configuration }, schema) {
    const groups = ['group_by', 'sub_group_by', 'x_axis', 'stack_by'].flatMap((key) => {
        const group = configuration[key];
        const column = textField(group, 'property_name') ?? textField(group, 'property_id');
        return column === undefined ? [] : [say `${columnName(column, schema)}`];
    });
    const grouping = groups.length === 0
        ? EMPTY_WORDS
        : say `not shown: its grouping by ${Words.join(groups, ', ')} (see count_by)`;
    return type === 'chart'
        ? say `these are the rows behind the chart${grouping.isEmpty ? EMPTY_WORDS : say `, ${grouping}`}`
        : grouping;
}
function sortWords(sorts, schema) {
    return Words.join(sorts.slice(0, MAX_SHOWN_VALUES).map((sort) => {
        const column = 'property' in sort ? say `${columnName(sort.property, schema)}` : Words.term(sort.timestamp);
        return say `${column} ${Words.term(sort.direction)}`;
    }), ', ');
}
function treeWords(tree, schema, names, isTop) {
    if (!isGroup(tree)) {
        return leafWords(tree, schema, names);
    }
    const parts = tree.parts.map((part) => treeWords(part, schema, names, false));
    const joined = parts.reduce((before, part) => tree.join === 'and' ? say `${before} and ${part}` : say `${before} or ${part}`);
    return isTop ? joined : say `(${joined})`;
}
function leafWords(leaf, schema, names) {
    const property = leaf['property'];
    const subject = typeof property === 'string'
        ? say `${columnName(property, schema)}`
        : Words.term(textField(leaf, 'timestamp') ?? '');
    const { path, value } = comparisonOf(leaf);
    const operator = path.filter((key, at) => at === path.length - 1 || QUANTIFIERS.has(key));
    const told = Words.join(operator.flatMap((key) => key.split('_')).map((word) => Words.term(word)), ' ');
    // `is_empty: true` and `this_week: {}` have no value of their own.
    const isValueless = isRecord(value) || /^(?:is_empty|is_not_empty)$/.test(path.at(-1) ?? '');
    return isValueless ? say `${subject} ${told}` : say `${subject} ${told} ${valueWords(value, path, names)}`;
}
function valueWords(value, path, names) {
    if (Array.isArray(value)) {
        const shown = value.slice(0, MAX_SHOWN_VALUES).map((item) => valueWords(item, path, names));
        const more = value.length - shown.length;
        return more > 0 ? say `${Words.join(shown, ' or ')} or ${more} more` : Words.join(shown, ' or ');
    }
    if (typeof value === 'number') {
        return say `${value}`;
    }
    if (typeof value === 'boolean') {
        return value ? say `true` : say `false`;
    }
    const text = typeof value === 'string' ? value : '';
    if (path.some((key) => DATES.has(key))) {
        return Words.join(text.split('_').map((word) => Words.term(word)), ' ');
    }
    if (!ID.test(text)) {
        return say `${text}`;
    }
    // An id says nothing to a reader, and of what is not shared with the caller not even that.
    const isPerson = path.some((key) => PEOPLE.has(key));
    const name = isPerson ? names.user(dashed(text)) : names.title(dashed(text));
    return name !== undefined ? say `${name}` : isPerson ? say `somebody` : say `a page`;
}
/** What a condition compares, outermost first (`["rollup", "any", "number", "equals"]`), and with what. */
function comparisonOf(leaf) {
    const path = [];
    let [key, value] = Object.entries(leaf).find(([, inner]) => isRecord(inner)) ?? ['', undefined];
    while (key !== '') {
        path.push(key);
        const inner = isRecord(value) ? Object.entries(value)[0] : undefined;
        if (inner === undefined) {
            break;
        }
        [key, value] = inner;
    }
    return { path, value };
}
function idsIn(leaves) {
    const ids = { titles: [], users: [] };
    for (const leaf of leaves) {
        const { path, value } = comparisonOf(leaf);
        for (const id of Array.isArray(value) ? arrayOf(value).slice(0, MAX_SHOWN_VALUES) : [value]) {
            if (typeof id === 'string' && ID.test(id)) {
                ids[path.some((key) => PEOPLE.has(key)) ? 'users' : 'titles'].push(dashed(id));
            }
        }
    }
    return ids;
}
/** Views name columns by name or by id, and ids are percent-encoded in schemas. */
export function columnName(column, schema) {
    const found = propertiesOf(schema).find(({ id, name }) => name === column || decoded(id) === decoded(column));
    return found?.name ?? column;
}
function decoded(id) {
    try {
        return decodeURIComponent(id);
    }
    catch {
        return id;
    }
}
