import * as z from 'zod';
const KEY = 'progress';
const time = z.int().min(0);
const schema = z.object({
    /** Pages whose title and properties are known, and whose text is not. */
    unread: z.int().min(0),
    /** Objects that wait to be read, those included. */
    pending: z.int().min(0),
    /** What was edited until then, in milliseconds since 1970, is known or waits to be read. */
    asOf: time.optional(),
    /** When everything had been listed for the first time. */
    listedAt: time.optional(),
    /** When everything was listed last. */
    sweptAt: time.optional(),
    /** When the comments on all pages were read last. */
    commentsAt: time.optional(),
    /** When the index was tidied last, after much had been read. */
    tidiedAt: time.optional(),
    /** A look through everything that is under way: Notion's cursor, and the lists that were read. */
    sweep: z
        .object({ startedAt: time, cursor: z.string().max(2000).optional(), lists: z.int().min(0).optional() })
        .optional(),
    /** The last page whose comments were read, while those of all are. */
    commentsAfter: z.string().max(200).optional(),
    /** Whose content is read: another rule reads other content. */
    policy: z.string().max(200),
});
export async function readProgress(index) {
    const text = await index.readState(KEY);
    try {
        return text === undefined ? undefined : schema.parse(JSON.parse(text));
    }
    catch {
        // Of another version: the crawl begins anew, and finds what is known.
        return undefined;
    }
}
/** The row to be written. */
export function progressRow(progress) {
    return { [KEY]: JSON.stringify(progress) };
}
export async function readReach(index) {
    const [progress, { documents, newestEdit }] = await Promise.all([readProgress(index), index.extent()]);
    const pages = documents.page + documents.row;
    const unread = Math.min(pages, progress?.unread ?? 0);
    return {
        pages,
        read: pages - unread,
        databases: documents.database,
        pending: Math.max(0, (progress?.pending ?? 0) - unread),
        isListed: progress?.listedAt !== undefined,
        asOf: progress?.asOf === undefined ? undefined : new Date(progress.asOf),
        newestEdit: newestEdit === undefined ? undefined : new Date(newestEdit),
    };
}
