import { propertiesOf } from './find-property.js';
import { field, textField } from '../../../text/json.js';
/** How a formula names a property: in a schema by id, in older ones as people write it. */
const BY_ID = /\{\{notion:block_property:([^:}]*):/g;
const BY_NAME = /\bprop\("((?:[^"\\]|\\.)*)"\)/g;
const DATE_FUNCTIONS = new Set(['earliest_date', 'latest_date', 'date_range']);
/** Functions that keep the single values; every other function of Notion's makes one number of them. */
const LIST_FUNCTIONS = new Set(['show_original', 'show_unique']);
/** Undefined for anything but a rollup, and when the relation or its target is not shared with the connection. */
export function rollupSource(schema, rollup) {
    const settings = field(rollup, 'rollup');
    const dataSourceId = textField(field(relationOf(schema, rollup), 'relation'), 'data_source_id');
    if (dataSourceId === undefined) {
        return undefined;
    }
    const id = textField(settings, 'rollup_property_id');
    const name = textField(settings, 'rollup_property_name');
    return { dataSourceId, find: (related) => findById(related, id, name) };
}
/** The relation that a rollup looks along; undefined when it is not among the properties. */
export function relationOf(schema, rollup) {
    const settings = field(rollup, 'rollup');
    return findById(schema, textField(settings, 'relation_property_id'), textField(settings, 'relation_property_name'));
}
const indexes = new WeakMap();
/** By id, which survives renaming, else by name. Ids are percent-encoded in properties but not in a rollup's settings. */
function findById(schema, id, name) {
    const index = indexes.get(schema) ?? indexOf(schema);
    indexes.set(schema, index);
    return ((id === undefined ? undefined : index.byId.get(decoded(id))) ??
        (name === undefined ? undefined : index.byName.get(name)));
}
// The first of several wins.
function indexOf(schema) {
    const properties = propertiesOf(schema).toReversed();
    return {
        byId: new Map(properties.map((property) => [decoded(property.id), property])),
        byName: new Map(properties.map((property) => [property.name, property])),
    };
}
function decoded(id) {
    try {
        return decodeURIComponent(id);
    }
    catch {
        return id; // a % that is part of the id itself
    }
}
/** The data source that a relation leads to; undefined for any other column and where Notion does not say. */
export function relatedSource(property) {
    return textField(field(property, 'relation'), 'data_source_id');
}
/** The name of the column that leads back from there; undefined where the relation is a one-way one. */
export function otherSideOf(property) {
    return textField(field(field(property, 'relation'), 'dual_property'), 'synced_property_name');
}
/** Whether its values show in a column of the related pages as well. What is no relation has no other side. */
export function hasOtherSide(property) {
    const relation = field(property, 'relation');
    return textField(relation, 'type') === 'dual_property' || field(relation, 'dual_property') !== undefined;
}
/** The property that a request means, by its id or its name. */
export function propertyOfKey(schema, key) {
    return findById(schema, key, key);
}
/**
 * The relations that a rollup or formula is computed over, directly or through others. Notion computes over the first 25
 * entries of a relation only.
 */
export function relationsBehind(schema, property) {
    const seen = new Set();
    const visit = (current) => {
        if (current === undefined || seen.has(current)) {
            return;
        }
        seen.add(current);
        if (current.type === 'rollup') {
            visit(relationOf(schema, current));
        }
        else if (current.type === 'formula') {
            namedIn(schema, current).forEach(visit);
        }
    };
    if (property.type === 'rollup' || property.type === 'formula') {
        visit(property);
    }
    return [...seen].filter(({ type }) => type === 'relation');
}
/** The properties that a formula is computed from; undefined for a name that the schema does not have. */
export function namedIn(schema, formula) {
    const expression = textField(field(formula, 'formula'), 'expression') ?? '';
    return [
        ...[...expression.matchAll(BY_ID)].map(([, id]) => findById(schema, id, undefined)),
        ...[...expression.matchAll(BY_NAME)].map(([, name]) => findById(schema, undefined, name?.replaceAll(/\\(.)/g, '$1'))),
    ];
}
/** What a rollup gives: one number, one date, or the list of values. */
export function rollupKind(rollup) {
    const name = rollupFunction(rollup);
    return LIST_FUNCTIONS.has(name) ? 'list' : DATE_FUNCTIONS.has(name) ? 'date' : 'number';
}
/** The function that a rollup applies to the values. */
export function rollupFunction(rollup) {
    return textField(field(rollup, 'rollup'), 'function') ?? 'show_original';
}
