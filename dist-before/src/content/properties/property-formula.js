/** Longer formulas explain less than they cost. */
const MAX_FORMULA_CHARACTERS = 160;
/** How a schema refers to a property inside a formula: property id, data source id, workspace id. */
const PROPERTY_TOKEN = /\{\{notion:block_property:([^:}]*):[^{}]*\}\}/g;
/** Each of them becomes at least `prop("")`, so a formula with more is longer than is shown. */
const MAX_TOKENS = MAX_FORMULA_CHARACTERS / 'prop("")'.length;
/**
 * A formula with property names in it, as people see it in Notion; '' when it is long or refers to something that has no
 * name here.
 */
export function readableFormula(expression, properties) {
    let tokens = 0;
    const named = expression.replaceAll(PROPERTY_TOKEN, (token, id) => {
        tokens += 1;
        const property = tokens > MAX_TOKENS ? undefined : propertyWithId(properties, id);
        return property === undefined ? token : `prop("${property.name}")`;
    });
    const text = named.replaceAll(/\s+/g, ' ').trim();
    return text.length > MAX_FORMULA_CHARACTERS || text.includes('{{') ? '' : text;
}
const indexes = new WeakMap();
/** The first property with this id, which is percent-encoded in some places and not in others. */
export function propertyWithId(properties, id) {
    let index = indexes.get(properties);
    if (index === undefined) {
        index = new Map(properties.toReversed().map((property) => [decoded(property.id), property]));
        indexes.set(properties, index);
    }
    const found = index.get(decoded(id));
    return found === undefined || found.id === '' ? undefined : found;
}
function decoded(id) {
    try {
        return decodeURIComponent(id);
    }
    catch {
        return id; // a % that is part of the id itself
    }
}
