import * as z from 'zod';
/** Each schema is listed and read in calls, and converting one takes a millisecond of the start. */
const converted = new WeakMap();
/** What a client may send, before defaults are filled in. */
export function inputJsonSchema(schema) {
    // Zod's own type allows every keyword of every dialect; the interface above names the ones that are read here.
    const known = converted.get(schema) ?? z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
    converted.set(schema, known);
    return known;
}
/**
 * What a structured answer holds. Fields that are not named stay allowed, because clients validate answers with the
 * list they have cached and a later version may add some.
 */
export function outputJsonSchema(schema) {
    return inputJsonSchema(schema);
}
/** The JSON types a schema accepts; empty means any. */
export function acceptedTypes(schema) {
    const types = new Set();
    for (const branch of schema.anyOf ?? [schema]) {
        const named = branch.type ?? [];
        const accepted = typeof named === 'string' ? [named] : named;
        if (accepted.length === 0) {
            return new Set();
        }
        for (const type of accepted) {
            types.add(type);
        }
    }
    return types;
}
/** The branch of a schema that describes values of one type. */
export function branchOfType(schema, type) {
    return (schema.anyOf ?? [schema]).find((branch) => branch.type === type);
}
/** The schema of the value at `path`, as far as it is described. */
export function schemaAt(schema, path) {
    let current = schema;
    for (const step of path) {
        current =
            typeof step === 'number'
                ? branchOfType(current, 'array')?.items
                : branchOfType(current, 'object')?.properties?.[String(step)];
        if (current === undefined) {
            return undefined;
        }
    }
    return current;
}
