import * as z from 'zod';
/** Of each tool, what is used of it. */
const listedTool = z.object({
    name: z.string().max(128),
    annotations: z.object({ readOnlyHint: z.unknown() }).optional().catch(undefined),
    inputSchema: z
        .object({ properties: z.record(z.string(), z.unknown()) })
        .optional()
        .catch(undefined),
});
/** A listed tool; undefined for what is none. */
export function readHostedTool(value) {
    const { data } = listedTool.safeParse(value);
    return (data && {
        name: data.name,
        isReadOnly: data.annotations?.readOnlyHint === true,
        argumentNames: data.inputSchema && new Set(Object.keys(data.inputSchema.properties)),
    });
}
/** Prefix of the names, which some clients are shown without it. */
const PREFIX = 'notion-';
/** The name without its prefix: `notion-fetch` and `fetch` are one tool. */
export function bareToolName(name) {
    return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}
