import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import type { Clock } from '../../clock.js';
import { GRANT_LIFETIME, secondsAfter } from '../lifetimes.js';
import type { RecordStore } from '../records/record-store.js';

/** How the records are told from others. */
const MODEL = 'ClientDocument';
/** Documents whose stored text is remembered, so that one that has not changed is not written again for a day. */
const MAX_REMEMBERED = 500;
const REWRITE_AFTER_MS = 86_400_000;

const keptDocument = z.object({
  status: z.number(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  fetchedAt: z.number(),
});

/** A document as its host gave it. */
export type KeptDocument = Readonly<z.infer<typeof keptDocument>>;

/** The last good documents of clients that somebody has allowed, where a restart does not lose them. */
export interface KeptDocuments {
  find(url: string): Promise<KeptDocument | undefined>;
  /** Does nothing for a client that nobody has allowed: strangers store nothing. */
  put(url: string, document: KeptDocument, isAllowed: boolean): Promise<void>;
  remove(url: string, isAllowed: boolean): Promise<void>;
}

/** Keeps documents beside the other records of the authorization server, for as long as a permission lasts. */
export function keptDocuments(
  records: Pick<RecordStore, 'find' | 'put' | 'remove'>,
  clock: Clock,
): KeptDocuments {
  const written = new LRUCache<string, string>({ max: MAX_REMEMBERED, ttl: REWRITE_AFTER_MS });
  return {
    find: async (url) => {
      const record = await records.find(MODEL, url);
      const document = keptDocument.safeParse(record?.payload);
      return document.success ? document.data : undefined;
    },
    put: async (url, document, isAllowed) => {
      if (!isAllowed || written.get(url) === document.body) {
        return;
      }
      await records.put(MODEL, url, document, { expiresAt: secondsAfter(clock.now(), GRANT_LIFETIME) });
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
