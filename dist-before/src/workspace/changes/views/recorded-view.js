import * as z from 'zod';
const configuration = z.record(z.string(), z.unknown());
/** Settings of a view as the journal has them, before and after a change. */
export const recordedSettings = z.object({
    name: z.string().optional(),
    filter: z.unknown().optional(),
    sorts: z.unknown().optional(),
    quick_filters: z.unknown().optional(),
    configuration: configuration.optional(),
});
/** A whole view. */
export const recordedDefinition = z.object({
    name: z.string(),
    type: z.string(),
    data_source_id: z.string(),
    filter: z.unknown(),
    sorts: z.unknown(),
    quick_filters: z.unknown(),
    configuration,
});
/** A view that was removed. */
export const recordedRemoval = z.object({ id: z.string(), definition: recordedDefinition });
