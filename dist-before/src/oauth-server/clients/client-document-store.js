import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { GRANT_LIFETIME_SECONDS, secondsAfter } from '../lifetimes.js';
/** Model name of these records. */
const MODEL = 'ClientDocument';
/** Documents whose stored text is cached, so that an unchanged one is not written again for a day. */
const MAX_CACHED_TEXTS = 500;
const REWRITE_AFTER_MS = 86_400_000;
const storedDocumentSchema = z.object({
    status: z.number(),
    body: z.string(),
    headers: z.record(z.string(), z.string()),
    fetchedAt: z.number(),
});
/** Stores documents with the other records of the authorization server, for as long as a permission lasts. */
export function clientDocumentStore(records, clock) {
    const written = new LRUCache({ max: MAX_CACHED_TEXTS, ttl: REWRITE_AFTER_MS });
    return {
        find: async (url) => {
            const record = await records.find(MODEL, url);
            const document = storedDocumentSchema.safeParse(record?.payload);
            return document.success ? document.data : undefined;
        },
        put: async (url, document, isAllowed) => {
            if (!isAllowed || written.get(url) === document.body) {
                return;
            }
            await records.put(MODEL, url, document, {
                expiresAt: secondsAfter(clock.now(), GRANT_LIFETIME_SECONDS),
            });
            written.set(url, document.body);
        },
        remove: async (url, isAllowed) => {
            if (isAllowed) {
                await records.remove(MODEL, url);
                written.delete(url);
            }
        },
    };
}
