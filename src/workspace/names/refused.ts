import type { CacheKind, NotionSession } from '../../notion/session.js';

/** Ids that Notion refused recently: asking again for each answer would cost a request each time. */
const refusedCache: CacheKind<{ refused: true }> = { name: 'refused', lifetimeMs: 60_000 };

/** Whether Notion has lately said that it has no such object for this connection. */
export function wasRefused(session: NotionSession, id: string): boolean {
  return session.getCached(refusedCache, id) !== undefined;
}

export function noteRefused(session: NotionSession, id: string): void {
  session.setCached(refusedCache, id, { refused: true });
}
