import * as z from 'zod';
import { readRoots } from './roots.js';
/** Maximum number of tools and of properties: each change is checked against them. */
export const MAX_CHANGE_NAMES = 100;
/** Characters of a property's name. */
export const MAX_PROPERTY_CHARACTERS = 200;
const limits = z.strictObject({
    tools: z
        .array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/))
        .max(MAX_CHANGE_NAMES)
        .optional(),
    roots: z.custom((value) => readRoots(value) !== undefined).optional(),
    properties: z.array(z.string().min(1).max(MAX_PROPERTY_CHARACTERS)).max(MAX_CHANGE_NAMES).optional(),
});
/** Parses limits as transmitted or stored; undefined for anything else, which then must allow nothing. */
export function readChangeLimits(value) {
    return limits.safeParse(value).data;
}
/** Whether there is any limit. */
export function isLimited({ tools, roots, properties }) {
    return tools !== undefined || roots !== undefined || properties !== undefined;
}
