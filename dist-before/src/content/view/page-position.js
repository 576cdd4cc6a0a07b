import * as z from 'zod';
/** Where a page, or a section of it, continues. Its size is bounded, because it becomes a cursor. */
export const pagePosition = z.object({
    /** Fingerprint of what the page, or the section, held when the cursor was made. */
    content: z.string().max(40),
    block: z.int().min(0),
    offset: z.int().min(0),
    anchor: z.string().max(40),
    /** Key of the section that is read; absent for the whole page. */
    section: z.string().max(40).optional(),
});
