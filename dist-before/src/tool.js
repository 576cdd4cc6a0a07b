import * as z from 'zod';
/** Reads a live workspace and changes nothing: the annotations of every tool so far. */
export const readOnly = {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
};
/** Adds to a workspace; nothing that was there is lost. */
export const adds = {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
};
/** Replaces what was there; the same call again changes nothing more. */
export const replaces = {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: true,
};
/** Gives `run` the argument types of `input` and the data type of `output`. */
export function defineTool(tool) {
    return tool;
}
/** Characters of an argument that names something by address, id or title; browsers do not make longer URLs. */
const MAX_REFERENCE_CHARACTERS = 2000;
/** Characters of a name of a column or an operator; longer than any name people write. */
export const MAX_NAME_CHARACTERS = 500;
/** Characters of a text that rows are compared with. Notion's limit. */
const MAX_VALUE_CHARACTERS = 2000;
/** Items of a list of names or values. Notion gives a hundred rows at once, and shows few more columns. */
export const MAX_LIST_ITEMS = 100;
/**
 * A value that is checked later against its column; here only its size is limited. Objects are among them, because
 * Notion's filters and answers have some: `{}` for a period, and people.
 */
export const looseValue = z
    .unknown()
    .superRefine((value, context) => {
    const items = Array.isArray(value) ? value : [];
    if (items.length > MAX_LIST_ITEMS) {
        context.addIssue(`accepts a list of at most ${MAX_LIST_ITEMS} items`);
    }
    const path = [...items, value].findIndex((item) => !isShort(item));
    if (path !== -1) {
        context.addIssue({
            code: 'custom',
            path: path < items.length ? [path] : [],
            message: `accepts a text of at most ${MAX_VALUE_CHARACTERS} characters`,
        });
    }
})
    .meta({
    anyOf: [
        { type: 'string', maxLength: MAX_VALUE_CHARACTERS },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'string', maxLength: MAX_VALUE_CHARACTERS }, maxItems: MAX_LIST_ITEMS },
    ],
});
/** Depth and number of members are bounded for all arguments together. */
function isShort(value) {
    return typeof value === 'string'
        ? value.length <= MAX_VALUE_CHARACTERS
        : typeof value !== 'object' || value === null || Object.values(value).every(isShort);
}
/** A page argument; the same words in every tool. */
export const pageParameter = z
    .string()
    .trim()
    .min(1)
    .max(MAX_REFERENCE_CHARACTERS)
    .describe('Page URL, id or exact title');
/** A database argument; the same words in every tool. */
export const databaseParameter = z
    .string()
    .trim()
    .min(1)
    .max(MAX_REFERENCE_CHARACTERS)
    .describe('Database URL, id (of the database or of a data source) or exact name');
/** A view whose filter and sorts apply. */
export const viewParameter = z
    .string()
    .trim()
    .min(1)
    .max(MAX_REFERENCE_CHARACTERS)
    .optional()
    .describe('Name or URL of a view: its filter and sorts apply');
/** The opaque `cursor` of an earlier answer's `Next:` line. */
export const cursorParameter = z.string().max(4000).optional().describe('Cursor from an earlier answer');
/** How many items to return. */
export function limitParameter(defaultValue, maximum) {
    return z.int().min(1).max(maximum).default(defaultValue).describe(`Items to return, at most ${maximum}`);
}
/** Rehearses a change. */
export const dryRunParameter = z.boolean().default(false).describe('Only rehearses');
/** A name for a request, so that a client may repeat it. */
export const requestKeyParameter = z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Unique; a repeat does nothing');
/** The token of a dry run. */
export const confirmParameter = z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe('Token from a dry run, once the person has agreed');
/** What a tool that makes changes needs. It is not served without, so its absence is a fault of the server. */
export function requireChanges(changes) {
    if (changes === undefined) {
        throw new Error('A tool that makes changes was called where none may be made.');
    }
    return changes;
}
/** Values by property name. */
export const valuesParameter = z
    .record(z.string().max(MAX_NAME_CHARACTERS), looseValue)
    .refine((values) => Object.keys(values).length <= MAX_LIST_ITEMS, `accepts at most ${MAX_LIST_ITEMS} names`);
